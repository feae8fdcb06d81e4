import Foundation

/// The R of this machine, for tests that compare with it.
enum RScript {
  static let path: String? =
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/Rscript" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var exists: Bool { path != nil }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs R code and returns what it printed.
  static func run(_ code: String, in folder: URL) throws -> String {
    guard let path else { throw Failure(description: "There is no Rscript.") }
    let script = folder.appending(path: "script.R")
    let log = folder.appending(path: "script.log")
    try code.write(to: script, atomically: true, encoding: .utf8)
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--vanilla", script.path]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["TZ"] = "UTC"
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: log, encoding: .utf8)
    guard process.terminationStatus == 0 else { throw Failure(description: text) }
    return text
  }

  /// A new folder that lasts as long as the body runs.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "RDataTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// An R string literal.
  static func literal(_ text: String) -> String {
    "r\"----(" + text + ")----\""
  }
}

extension Data {
  var octets: [UInt8] { [UInt8](self) }
}
