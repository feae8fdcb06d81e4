import CEngineFloor

/// Ten thousand tasks, each acknowledged when it is on the disk.
enum Submission {
  private static let count = 10_000
  /// Of a task's description as it is kept, in bytes.
  private static let size = 350

  static func measure(_ program: String, rounds: Int, in workplace: Workplace) async throws {
    var floor: [Double] = []
    var ours: [Double] = []
    try await Service.with(program, in: workplace) { service in
      try await service.addParkedPool()
      for round in 1...rounds {
        let path = try workplace.directory("floor") + "/floor.sqlite"
        floor.append(
          try await seconds {
            guard CEngineFloorInsert(path, Int32(count), Int32(size), 100) else {
              throw Failure("SQLite could not write \(path).")
            }
          })
        ours.append(try await seconds { try await service.submit(count, as: "submission\(round)", pool: "parked") })
      }
    }
    print(row("10,000 tasks submitted, median of \(rounds)", ["tasks/s", "x floor"]))
    print(row("SQLite alone, 100 rows a commit (floor)", [text(Double(count) / median(floor), 0), "1.00"]))
    print(
      row(
        "azp, acknowledged and on the disk",
        [text(Double(count) / median(ours), 0), text(median(zip(ours, floor).map { $0 / $1 }), 2)]))
    print()
  }
}
