import Foundation

/// From the start of the program to its first prompt on a terminal.
enum Prompt {
  static func measure(_ program: String, rounds: Int, in workplace: Workplace) async throws {
    let sqlite = "/usr/bin/sqlite3"
    guard FileManager.default.isExecutableFile(atPath: sqlite) else {
      print("The first prompt is not measured: \(sqlite) is its floor (Debian: sqlite3).\n")
      return
    }
    var floor: [Double] = []
    var ours: [Double] = []
    var floorMemory = 0.0
    var memory = 0.0
    try await Service.with(program, in: workplace) { service in
      for _ in 0..<max(rounds, 20) {
        floorMemory = try await open([sqlite], prompt: "sqlite> ", &floor)
        memory = try await open([program], ["AZP_STATE_DIR": service.directory], prompt: "azp>", &ours)
      }
    }
    print(row("first prompt on a terminal, median", ["ms", "x floor", "memory MB"]))
    print(row("sqlite3 (floor)", [text(median(floor) * 1000), "1.00", text(floorMemory)]))
    print(
      row(
        "azp, the service is running",
        [text(median(ours) * 1000), text(median(ours) / median(floor), 2), text(memory)]))
    print()
  }

  /// Adds the time to the times; that to take the program away again is none
  /// of it.
  ///
  /// - Returns: the program's memory at its prompt, in megabytes.
  private static func open(
    _ program: [String], _ environment: [String: String] = [:], prompt: String, _ times: inout [Double]
  ) async throws -> Double {
    let start = ContinuousClock.now
    let terminal = try Terminal(program, environment: environment)
    try terminal.wait(for: prompt)
    times.append(start.duration(to: .now) / .seconds(1))
    try terminal.settle()
    return try Service.memory(of: terminal.process)
  }
}
