import Foundation

/// A process that reads the files it is told to, and tells what that took.
///
/// It gets a path a line and answers with two numbers a line: milliseconds of
/// processor time, and the most memory it has had so far, in kilobytes.
final class Reader {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init(_ executable: String, _ arguments: [String], folder: URL) throws {
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// R's `readRDS()`.
  static func ofR(folder: URL) throws -> Reader {
    let script = """
      input <- file('stdin', 'r')
      while (length(path <- readLines(input, 1))) {
        gc(); t <- proc.time(); x <- readRDS(path); t <- proc.time() - t; rm(x)
        cat(1000 * (t[[1]] + t[[2]]), 0, '\\n'); flush(stdout())
      }
      """
    return try Reader("/usr/bin/env", ["Rscript", "--vanilla", "-e", script], folder: folder)
  }

  /// This program, in a role of ``Child``.
  static func ofOurs(_ role: Child.Role, folder: URL) throws -> Reader {
    try Reader(CommandLine.arguments[0].absolute, [role.rawValue], folder: folder)
  }

  func read(_ file: String) throws -> (milliseconds: Double, peak: Int) {
    try input.fileHandleForWriting.write(contentsOf: Data((file + "\n").utf8))
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      guard let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else {
        throw Failure(description: "The reader of \(file) ended too early.")
      }
      line += byte
    }
    let numbers = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard numbers.count == 2, let milliseconds = Double(numbers[0]), let peak = Int(numbers[1])
    else {
      throw Failure(description: "The reader of \(file) answered \(numbers).")
    }
    return (milliseconds, peak)
  }

  func end() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
}

extension String {
  /// The path as it is from every folder.
  fileprivate var absolute: String { URL(fileURLWithPath: self).path }
}
