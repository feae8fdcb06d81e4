import AzureClient
import AzureWire
import CEngineFloor
import Foundation

/// A service that knows a hundred thousand jobs.
enum ManyJobs {
  private static let count = 100_000
  private static let alive = 1_000

  static func measure(_ program: String, in workplace: Workplace) async throws {
    try await Service.with(program, in: workplace) { service in
      try await service.addParkedPool()
      var tabs: [Tab] = []
      var add = 0.0
      var known = 0
      for size in [10, 1_000, count] {
        add = try await seconds { try await addJobs(known..<size, service, pool: "parked") } / Double(size - known)
        known = size
        tabs.append(try Tab(program, service, jobs: size))
      }
      let list = try await seconds {
        var listed = 0
        for try await page in service.client.jobs() { listed += page.count }
        guard listed == count else { throw Failure("\(listed) of \(count) jobs were listed.") }
      }
      let floor = try await seconds {
        guard CEngineFloorRead(service.database, "jobs") == count else { throw Failure("The jobs cannot be read.") }
      }
      let before = try service.memory
      let run = try await seconds {
        try await addJobs(count..<(count + alive), service, pool: "local")
        try await inParallel(count..<(count + alive)) { number in
          try await service.client.addTasks(
            job: "job\(number)", [TaskAddParameters(id: "1", commandLine: "/bin/true")])
        }
        for number in count..<(count + alive) { try await service.wait(for: 1, of: "job\(number)") }
      }
      print(row("100,000 jobs", ["", ""]))
      print(row("added, a request each", [text(1 / add, 0) + " jobs/s"]))
      print(row("listed by pages of 1,000", [text(list, 2) + " s", text(list / floor, 1) + " x floor"]))
      print(row("the same rows read by SQLite alone (floor)", [text(floor, 2) + " s"]))
      print(row("memory of the service", [text(before, 0) + " MB"]))
      print(row("1,000 more with a task each, run through", [text(run, 2) + " s"]))
      print(row("memory of the service", [text(try service.memory, 0) + " MB"]))
      print()
      Tab.show(tabs)
    }
  }

  private static func addJobs(_ numbers: Range<Int>, _ service: Service, pool: String) async throws {
    try await inParallel(numbers) { number in
      try await service.client.addJob(
        JobAddParameters(id: number == 0 ? "unmistakable" : "job\(number)", poolInfo: PoolInformation(poolId: pool)))
    }
  }

  /// Sixteen at a time.
  private static func inParallel(
    _ numbers: Range<Int>, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in numbers {
        if number - numbers.lowerBound >= 16 { try await group.next() }
        group.addTask { try await body(number) }
      }
      try await group.waitForAll()
    }
  }
}
