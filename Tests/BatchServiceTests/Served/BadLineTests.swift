import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Over a bad line", .timeLimit(.minutes(10)))
struct BadLineTests {
  /// From 1 to 7 tasks that say whose they are.
  private static func tasks(_ number: Int) -> [TaskAddParameters] {
    (0...number % 7).map { TaskAddParameters(id: "t\($0)", commandLine: "run \(number) \($0)") }
  }

  private static func submit(_ client: BatchClient, _ number: Int) async throws {
    var job = JobAddParameters(id: "job-\(number)", poolInfo: PoolInformation(poolId: "local"))
    job.metadata = [NameValue(name: "run", value: String(number))]
    try await client.addJob(job)
    let report = try await client.addTasks(job: job.id, tasks(number))
    #expect(report.acknowledged == tasks(number).count)
    try await client.addTask(job: job.id, TaskAddParameters(id: "last", commandLine: "run \(number) last"))
    let counts = try await client.taskCounts(job: job.id)
    #expect(counts.active == tasks(number).count + 1)
  }

  @Test("of a thousand submissions no job and no task is lost, doubled or mixed up")
  func thousand() async throws {
    try await TestServer.run { server in
      let proxy = FaultProxy(seed: 17, service: server.forward)
      try await server.withLine(retry: .patient, script: proxy.answer) { client in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<1000 {
            if number >= 16 { try await group.next() }
            group.addTask { try await Self.submit(client, number) }
          }
          try await group.waitForAll()
        }
      }
      #expect(Set(proxy.done.keys) == Set(FaultProxy.Fault.allCases))

      let jobs = try await server.batch.jobs().all()
      #expect(jobs.count == 1000)
      for job in jobs {
        let number = try #require(job.metadata("run").flatMap { Int($0) })
        #expect(job.id == "job-\(number)")
        var expected = ["last": "run \(number) last"]
        for task in Self.tasks(number) { expected[task.id] = task.commandLine }
        let found = try await server.batch.tasks(job: job.id).all().map { ($0.id, $0.commandLine ?? "") }
        #expect(Dictionary(uniqueKeysWithValues: found) == expected)
      }
    }
  }
}
