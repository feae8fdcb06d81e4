import AzureWire
import BatchService
import GRDB
import NIOCore
import Testing

@Suite("Job schedules")
struct ScheduleTests {
  @discardableResult
  private func add(
    _ test: TestStore, _ id: String = "nightly", _ schedule: JSONValue = ["recurrenceInterval": "PT10M"],
    _ job: [String: JSONValue] = [:]
  ) async throws -> ScheduleRecord {
    var specification: [String: JSONValue] = ["poolInfo": ["poolId": "local"]]
    for (name, value) in job { specification[name] = value }
    let body: JSONValue = ["id": .string(id), "schedule": schedule, "jobSpecification": .object(specification)]
    return try await test.store.addSchedule(
      try ScheduleDescription(ByteBuffer(string: try JSONText.encode(body))), now: test.clock.now())
  }

  private func jobs(_ test: TestStore) async throws -> [String] {
    try await test.store.database.read {
      try String.fetchAll($0, sql: "SELECT id || ' ' || state FROM jobs ORDER BY creationTime")
    }
  }

  /// Moves the clock on, and does what is due.
  private func pass(_ seconds: Int64, _ test: TestStore, _ store: Store? = nil) async throws {
    test.clock.advance(seconds: seconds)
    _ = try await (store ?? test.store).keepTime(now: test.clock.now())
  }

  private func end(_ test: TestStore, _ job: String) async throws {
    _ = try await test.store.terminateJob(job, reason: "done", now: test.clock.now())
  }

  @Test("the first job is made at once, the next ones as their times come, one active at a time")
  func fires() async throws {
    let test = try await TestStore()
    let schedule = try await add(test)
    #expect(try await jobs(test) == ["nightly:job-1 active"])
    #expect(schedule.recentJobID == "nightly:job-1")
    #expect(schedule.nextRunTime == schedule.creationTime.advanced(bySeconds: 600))
    // Time passes, but the first one is still active.
    try await pass(601, test)
    #expect(try await jobs(test).count == 1)
    // Its end makes the one that was due.
    try await end(test, "nightly:job-1")
    #expect(try await jobs(test) == ["nightly:job-1 completed", "nightly:job-2 active"])
    try await end(test, "nightly:job-2")
    #expect(try await jobs(test).count == 2)
    try await pass(600, test)
    #expect(try await jobs(test).last == "nightly:job-3 active")
    #expect(try await test.store.schedule("NIGHTLY").recentJobID == "nightly:job-3")
  }

  @Test("a job of a schedule is what the specification says, and runs as any other")
  func specification() async throws {
    let test = try await TestStore()
    try await add(
      test, "s", [:],
      [
        "priority": 3, "displayName": "each night", "onAllTasksComplete": "terminatejob",
        "jobManagerTask": ["id": "boss", "commandLine": "lead"], "metadata": [["name": "a", "value": "b"]],
      ])
    let job = try await test.store.job("s:job-1")
    #expect(job.priority == 3 && job.spec.contains("each night") && job.spec.contains(#""name":"a""#))
    var node = try await test.node()
    #expect(try await node.exchange().start.map(\.taskID) == ["boss"])
    try await node.finish("boss")
    #expect(try await test.store.job("s:job-1").terminateReason == "JMComplete")
    // Its only job has ended, and that ends the schedule.
    let schedule = try await test.store.schedule("s")
    #expect(schedule.state == .completed && schedule.endTime != nil && schedule.nextRunTime == nil)
  }

  @Test("a schedule whose jobs end at once makes one for each time")
  func endsAtOnce() async throws {
    let test = try await TestStore()
    try await add(test, "s", ["recurrenceInterval": "PT1M"], ["onAllTasksComplete": "terminatejob"])
    for _ in 0..<3 { try await pass(60, test) }
    #expect(try await jobs(test) == (1...4).map { "s:job-\($0) completed" })
  }

  @Test("a restart forgets nothing, and makes no job twice")
  func restart() async throws {
    let test = try await TestStore()
    try await add(test)
    try await end(test, "nightly:job-1")
    let again = try await test.reopened()
    try await pass(60, test, again)
    #expect(try await jobs(test).count == 1)
    try await pass(541, test, again)
    try await pass(0, test, try await test.reopened())
    #expect(try await jobs(test) == ["nightly:job-1 completed", "nightly:job-2 active"])
    // After a long absence the latest of those that were missed is made.
    try await end(test, "nightly:job-2")
    try await pass(6000, test, try await test.reopened())
    #expect(try await jobs(test).last == "nightly:job-3 active")
    #expect(try await jobs(test).count == 3)
  }

  @Test("a schedule begins and ends when it is told to")
  func bounds() async throws {
    let test = try await TestStore()
    let now = test.clock.now()
    let schedule = try await add(
      test, "s",
      [
        "recurrenceInterval": "PT10M", "doNotRunUntil": .string(now.advanced(bySeconds: 100).iso8601),
        "doNotRunAfter": .string(now.advanced(bySeconds: 800).iso8601),
      ])
    #expect(try await jobs(test).isEmpty && schedule.nextRunTime == now.advanced(bySeconds: 100))
    try await pass(101, test)
    try await end(test, "s:job-1")
    try await pass(600, test)
    #expect(try await jobs(test).count == 2)
    try await pass(600, test)
    #expect(try await test.store.schedule("s").state == .active)
    try await end(test, "s:job-2")
    #expect(try await test.store.schedule("s").state == .completed)
    #expect(try await jobs(test).count == 2)
  }

  @Test("a disabled schedule makes no jobs; enabled, it makes the one that is due")
  func disable() async throws {
    let test = try await TestStore()
    try await add(test)
    try await end(test, "nightly:job-1")
    let disabled = try await test.store.setSchedule("nightly", isEnabled: false, now: test.clock.now())
    #expect(disabled.state == .disabled && disabled.previousState == "active")
    try await pass(700, test)
    #expect(try await jobs(test).count == 1)
    #expect(
      try await test.store.setSchedule("nightly", isEnabled: true, now: test.clock.now()).recentJobID
        == "nightly:job-2")
  }

  @Test("ending a schedule ends its job, with a reason, and makes no more")
  func terminate() async throws {
    let test = try await TestStore()
    try await add(test)
    try await test.addTask("1", to: "nightly:job-1")
    var node = try await test.node()
    try await node.exchange()
    let ending = try await test.store.terminateSchedule("nightly", now: test.clock.now())
    #expect(ending.state == .terminating)
    try await expectWire("JobScheduleBeingTerminated") {
      try await test.store.setSchedule("nightly", isEnabled: false, now: test.clock.now())
    }
    let info = TaskFailureInformation(code: "TaskEnded", message: "ended")
    try await node.finish("1", .terminated(info, exitCode: nil))
    #expect(try await test.store.job("nightly:job-1").terminateReason == "TerminateJobSchedule")
    #expect(try await test.store.schedule("nightly").state == .completed)
    try await pass(6000, test)
    #expect(try await jobs(test).count == 1)
    try await expectWire("JobScheduleCompleted") {
      try await test.store.terminateSchedule("nightly", now: test.clock.now())
    }
  }

  @Test("a deleted schedule goes with its jobs, once nodes have let go of them")
  func delete() async throws {
    let test = try await TestStore()
    try await add(test)
    try await test.addTask("1", to: "nightly:job-1")
    var node = try await test.node()
    try await node.exchange()
    try await test.store.deleteSchedule("nightly", now: test.clock.now())
    #expect(try await test.store.schedule("nightly").state == .deleting)
    try await expectWire("JobScheduleBeingDeleted") { try await add(test) }
    try await node.finish("1")
    try await node.exchange()
    try await expectWire("JobScheduleNotFound") { try await test.store.schedule("nightly") }
    #expect(try await jobs(test).isEmpty)
    try await add(test)
    try await test.store.deleteSchedule("nightly", isForced: true, now: test.clock.now())
    try await expectWire("JobScheduleNotFound") { try await test.store.schedule("nightly") }
  }

  @Test("jobs and schedules share their names")
  func names() async throws {
    let test = try await TestStore()
    try await add(test, "a")
    try await test.addJob("b")
    try await expectWire("JobScheduleExists") { try await add(test, "A") }
    try await expectWire("JobScheduleWithSameIdExists") { try await test.addJob("A") }
    try await expectWire("JobWithSameIdExists") { try await add(test, "B") }
  }

  @Test("a schedule outlives a pool that is missing when a job is due")
  func missingPool() async throws {
    let test = try await TestStore()
    try await add(test, "s", ["recurrenceInterval": "PT1M"], ["poolInfo": ["poolId": "later"]])
    #expect(try await jobs(test).isEmpty)
    try await test.store.ensurePool(id: "later", nodes: 0, slotsPerNode: 1, now: test.clock.now())
    try await pass(61, test)
    #expect(try await jobs(test) == ["s:job-2 active"])
  }

  @Test("a job whose time is up is ended, with a reason")
  func wallClock() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["constraints": ["maxWallClockTime": "PT1H"]])
    try await test.addTasks(["1", "2"])
    var node = try await test.node(slots: 1)
    try await node.exchange()
    let job = try await test.store.job("job1")
    let kept = try await test.store.keepTime(now: test.clock.now())
    #expect(!kept.didSomething && kept.next == job.creationTime.advanced(bySeconds: 3600))
    try await pass(3601, test)
    #expect(try await test.store.job("job1").state == .terminating)
    #expect(try await test.state("2") == .active)
    let info = TaskFailureInformation(code: "TaskEnded", message: "ended")
    try await node.finish("1", .terminated(info, exitCode: 143))
    let ended = try await test.store.job("job1")
    #expect(ended.state == .completed && ended.terminateReason == "MaxWallClockTimeExpiry" && ended.deadline == nil)
  }

  @Test("a job given more time ends later")
  func longerWallClock() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["constraints": ["maxWallClockTime": "PT1H"]])
    var patch = JobPatchParameters()
    patch.constraints = JobConstraints(maxWallClockTime: .unlimited)
    #expect(try await test.store.patchJob("job1", patch, now: test.clock.now()).deadline == nil)
    try await pass(1_000_000, test)
    #expect(try await test.store.job("job1").state == .active)
  }
}
