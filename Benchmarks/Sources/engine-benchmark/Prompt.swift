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
    try await Service.with(program, in: workplace) { service in
      for _ in 0..<max(rounds, 5) {
        floor.append(try await seconds { try Terminal([sqlite], environment: [:]).wait(for: "sqlite> ") })
        ours.append(
          try await seconds {
            try Terminal([program], environment: ["AZP_STATE_DIR": service.directory]).wait(for: "azp>")
          })
      }
    }
    print(row("first prompt on a terminal, median", ["ms", "x floor"]))
    print(row("sqlite3 (floor)", [text(median(floor) * 1000), "1.00"]))
    print(row("azp, the service is running", [text(median(ours) * 1000), text(median(ours) / median(floor), 2)]))
    print()
  }
}
