import CEngineFloor
import Foundation

/// Times the engine: what a task costs beside a bare process, submissions
/// beside SQLite alone, lists, memory, and whether costs grow linearly. Rounds
/// are interleaved, so that a machine that slows down slows all.
@main
struct EngineBenchmark {
  static func main() async {
    if CommandLine.arguments.dropFirst() == [Keystrokes.floorWord] { return CEngineFloorEditor() }
    do {
      try await run()
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() async throws {
    let words = CommandLine.arguments.dropFirst()
    let sections = Set(words.filter { $0.hasPrefix("--") })
    let operands = words.filter { !$0.hasPrefix("--") }
    guard let program = operands.first, operands.count <= 2,
      let rounds = operands.count < 2 ? 3 : Int(operands[operands.startIndex + 1]), rounds > 0
    else {
      throw Failure(
        "usage: engine-benchmark PATH-TO-AZP [ROUNDS] [--prompt --keys --overhead --submission --growth --jobs --idle]")
    }
    func wants(_ section: String) -> Bool { sections.isEmpty || sections.contains(section) }
    let workplace = try Workplace()
    defer { workplace.remove() }
    if wants("--prompt") { try await Prompt.measure(program, rounds: rounds, in: workplace) }
    if wants("--keys") { try await Keystrokes.measure(program, in: workplace) }
    if wants("--overhead") { try await Overhead.measure(program, rounds: rounds, in: workplace) }
    if wants("--submission") { try await Submission.measure(program, rounds: rounds, in: workplace) }
    if wants("--growth") { try await Growth.measure(program, in: workplace) }
    if wants("--jobs") { try await ManyJobs.measure(program, in: workplace) }
    if wants("--idle") { try await Idleness.measure(program, in: workplace) }
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
