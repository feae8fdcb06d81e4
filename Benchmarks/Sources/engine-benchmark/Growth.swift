import AzureClient

/// Twice the tasks, twice the time: each step of a job at three sizes.
enum Growth {
  static func measure(_ program: String, in workplace: Workplace) async throws {
    print(
      row(
        "a job of N tasks, microseconds a task", ["submit", "run", "list", "counts ms", "memory MB"]))
    for count in [1_000, 10_000, 100_000] {
      try await Service.with(program, in: workplace) { service in
        try await service.addParkedPool()
        let submit = try await seconds { try await service.submit(count, as: "parked", pool: "parked") }
        let list = try await seconds {
          var listed = 0
          for try await page in service.client.tasks(job: "parked") { listed += page.count }
          guard listed == count else { throw Failure("\(listed) of \(count) tasks were listed.") }
        }
        let counts = try await seconds { _ = try await service.client.taskCounts(job: "parked") }
        var run: Double?
        if count <= 10_000 {
          run = try await seconds {
            try await service.submit(count, as: "run")
            try await service.wait(for: count, of: "run")
          }
        }
        func each(_ seconds: Double) -> String { text(seconds * 1e6 / Double(count), 0) }
        print(
          row(
            "N = \(count)",
            [each(submit), run.map(each) ?? "-", each(list), text(counts * 1000), text(try service.memory, 0)]))
      }
    }
    print()
  }
}
