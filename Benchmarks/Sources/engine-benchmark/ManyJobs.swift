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
      let add = try await seconds { try await addJobs(0..<count, service, pool: "parked") }
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
      print(row("added, a request each", [text(Double(count) / add, 0) + " jobs/s"]))
      print(row("listed by pages of 1,000", [text(list, 2) + " s", text(list / floor, 1) + " x floor"]))
      print(row("the same rows read by SQLite alone (floor)", [text(floor, 2) + " s"]))
      print(row("memory of the service", [text(before, 0) + " MB"]))
      print(row("1,000 more with a task each, run through", [text(run, 2) + " s"]))
      print(row("memory of the service", [text(try service.memory, 0) + " MB"]))
      try await complete(program, service)
      print()
    }
  }

  /// A shell that knows all of these jobs: Tab, and its memory.
  private static func complete(_ program: String, _ service: Service) async throws {
    try await addJob("unmistakable", service)
    let terminal = try Terminal([program], environment: ["AZP_STATE_DIR": service.directory])
    try terminal.wait(for: "azp>")
    terminal.send("refresh\r")
    try terminal.wait(for: "Completion knows")
    try terminal.wait(for: "azp>")
    var times: [Double] = []
    for _ in 0..<5 {
      terminal.send("\u{15}")
      terminal.send("getJob unmis")
      try terminal.wait(for: "unmis")
      times.append(
        try await seconds {
          terminal.send("\t")
          try terminal.wait(for: "takable")
        })
    }
    print(row("Tab completes one of their ids, median of 5", [text(median(times) * 1000) + " ms"]))
    print(row("memory of the shell", [text(try Service.memory(of: terminal.process), 0) + " MB"]))
  }

  private static func addJob(_ id: String, _ service: Service) async throws {
    try await service.client.addJob(JobAddParameters(id: id, poolInfo: PoolInformation(poolId: "parked")))
  }

  private static func addJobs(_ numbers: Range<Int>, _ service: Service, pool: String) async throws {
    try await inParallel(numbers) { number in
      try await service.client.addJob(
        JobAddParameters(id: "job\(number)", poolInfo: PoolInformation(poolId: pool)))
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
