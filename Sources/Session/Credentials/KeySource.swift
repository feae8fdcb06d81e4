package import AzureWire
import Clusters
import Foundation

/// Where a key comes from: it need not stand in the file.
package enum KeySource: Sendable {
  case given(Secret<String>)
  /// A variable of the environment.
  case variable(String)
  /// A shell command, such as `pass show batch`: the first line that it
  /// writes is the key.
  case command(String)

  /// Reads `key`, `keyVariable` or `keyCommand` of a node.
  ///
  /// - Parameters:
  ///   - name: `key`, or what else the entry is called.
  ///   - variable: the one that Azure's own tools take the key from; it
  ///     counts when nothing is given.
  init(_ node: ConfigurationNode, _ name: String, variable: String, _ reader: inout ConfigurationReader) {
    let entries = Self.names(name)
    let texts = entries.map { reader.optionalText(node[$0]) }
    if texts.compactMap({ $0 }).count > 1 {
      reader.refuse(node, "holds more than one of \(entries.joined(separator: ", ")); leave one of them")
    }
    if let key = texts[0] {
      self = .given(Secret(key))
    } else if let command = texts[2] {
      self = .command(command)
    } else {
      self = .variable(texts[1] ?? variable)
    }
  }

  static func names(_ name: String) -> [String] { [name, name + "Variable", name + "Command"] }

  /// Fetches the key.
  ///
  /// A command runs with the user's terminal, so that it can ask for a
  /// password; cancelling waits for it, since the terminal interrupts it too.
  ///
  /// - Parameter subject: whose key it is, for the error sentence.
  /// - Throws: ``SessionError`` of kind `authentication`.
  func key(of subject: String, environment: [String: String]) async throws -> Secret<String> {
    switch self {
    case .given(let key): return key
    case .variable(let name):
      guard let key = environment[name], !key.isEmpty else {
        throw SessionError(
          .authentication,
          "There is no key of \(subject): none is given, and the variable \(name) is not set; give the key, or name "
            + "a variable or a command that holds it.")
      }
      return Secret(key)
    case .command(let command):
      return try await Task.detachedOnThread { try Self.output(of: command, subject: subject) }
    }
  }

  private static func output(of command: String, subject: String) throws -> Secret<String> {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    let pipe = Pipe()
    process.standardOutput = pipe
    do {
      try process.run()
    } catch {
      throw SessionError(.authentication, "The command `\(command)` for the key of \(subject) cannot be started.")
    }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw SessionError(
        .authentication,
        "The command `\(command)` for the key of \(subject) failed with status \(process.terminationStatus); try it in "
          + "a shell.")
    }
    let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
    let key = line.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    guard !key.isEmpty else {
      throw SessionError(
        .authentication, "The command `\(command)` for the key of \(subject) wrote nothing; try it in a shell.")
    }
    return Secret(key)
  }
}
