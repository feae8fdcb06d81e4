import Foundation

/// Times reading RDS files with RData beside R's `readRDS()` and beside the
/// floor, each in a process of its own that lasts for all rounds of a file.
///
/// The rounds are interleaved, so that a machine that slows down slows all. Times
/// are of the processor: all readers have one thread.
@main
struct RDSBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    if let role = arguments.first.flatMap(Child.Role.init(rawValue:)) { return try Child.run(role) }
    let rounds = arguments.first.flatMap { Int($0) } ?? 5
    guard rounds > 0 else { throw Failure(description: "usage: rds-benchmark [ROUNDS]") }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "rds-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do {
        try FileManager.default.removeItem(at: folder)
      } catch {
        print("The folder \(folder.path) stays: \(error)")
      }
    }
    let sizes = try makeFiles(in: folder)
    print(
      row(
        "reading RDS, median of \(rounds)", "RData ms", "readRDS ms", "ratio", "floor ms", "ratio",
        "peak/decoded"))
    for (sample, size) in zip(Sample.all, sizes) {
      try print(
        Measurement(of: sample, rounds: rounds, folder: folder).row(sample: sample, size: size))
    }
  }

  /// - Returns: the uncompressed size of each file in bytes.
  private static func makeFiles(in folder: URL) throws -> [Double] {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["Rscript", "--vanilla", "-e", Sample.script]
    process.currentDirectoryURL = folder
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let sizes = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard process.terminationStatus == 0, sizes.count == Sample.all.count else {
      throw Failure(description: "Rscript could not make the files to read: is R installed?")
    }
    return sizes
  }

  static func row(_ title: String, _ columns: String...) -> String {
    columns.reduce(title.padding(toLength: 28, withPad: " ", startingAt: 0)) {
      $0 + String(repeating: " ", count: max(1, 13 - $1.count)) + $1
    }
  }
}
