import AzureWire
import Foundation
import Shell

/// Tells whoever started the service that it is ready, or why not: on the
/// descriptor it was given, else on standard output and error.
struct Readiness: Sendable {
  private let descriptor: Int32?

  init() {
    descriptor = ProcessInfo.processInfo.environment[ServiceStart.readyVariable].flatMap { Int32($0) }
  }

  func announce(_ description: LocalServiceDescription) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A struct of strings and a number always has a form in JSON.
    guard let json = try? encoder.encode(description) else { return }
    say(String(decoding: json, as: UTF8.self), otherwise: .output)
  }

  func fail(_ sentence: String) {
    say(descriptor == nil ? sentence : ServiceStart.failurePrefix + sentence, otherwise: .error)
  }

  private func say(_ line: String, otherwise: StandardStream) {
    guard let descriptor else {
      otherwise.write(line + "\n")
      return
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // Whoever waited may have given up.
    try? handle.write(contentsOf: Data((line + "\n").utf8))
    try? handle.close()
  }
}
