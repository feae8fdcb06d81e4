import AzureWire
import BatchService
import GRDB
import HTTPTypes
import Testing

@Suite("Managers, preparations and releases of jobs")
struct JobTasksTests {
  private func prepare(
    _ node: inout StoreAgent, _ job: JobRecord, _ outcome: RunEnd.Outcome = .exited(code: 0)
  ) async throws {
    node.preparations.append(
      PreparationReport(
        jobID: job.id, jobIncarnation: job.incarnation,
        end: RunEnd(outcome: outcome, start: node.test.clock.now(), end: node.test.clock.now()), retryCount: 0))
    try await node.exchange()
  }

  private static let prepared: [String: JSONValue] = [
    "jobPreparationTask": ["commandLine": "prepare"],
    "jobReleaseTask": ["commandLine": "release", "environmentSettings": [["name": "A", "value": "1"]]],
    "commonEnvironmentSettings": [["name": "C", "value": "2"]],
  ]

  @Test("a manager runs first and alone on its node, and its end ends the job")
  func manager() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["jobManagerTask": ["id": "boss", "commandLine": "lead"]])
    try await test.addTasks(["1", "2"])
    var node = try await test.node(slots: 2)
    #expect(try await node.exchange().start.map(\.taskID) == ["boss"])
    #expect(try await node.exchange().start.isEmpty)
    #expect(try await test.store.job("job1").counts.running == 1)
    try await node.finish("boss", .exited(code: 1))
    let job = try await test.store.job("job1")
    #expect(job.state == .completed && job.terminateReason == "JMComplete")
    // What waited stays as it is, and never runs.
    #expect(job.counts.completed == 1 && job.counts.active == 2)
    #expect(try await node.exchange().start.isEmpty)
  }

  @Test("a manager that wants a dedicated node lets the others of its job go first on any other")
  func dedicatedManager() async throws {
    let test = try await TestStore()
    try await test.addJob(
      "job1", ["jobManagerTask": ["id": "boss", "commandLine": "lead", "allowLowPriorityNode": false]])
    try await test.addTask("1")
    var cheap = try await test.node("cheap", slots: 1, isDedicated: false)
    #expect(try await cheap.exchange().start.map(\.taskID) == ["1"])
    try await cheap.finish("1")
    #expect(try await cheap.exchange().start.isEmpty)
    var dear = try await test.node("dear", slots: 1)
    #expect(try await dear.exchange().start.map(\.taskID) == ["boss"])
  }

  @Test("a manager that shares its node and leaves its job alone")
  func modestManager() async throws {
    let test = try await TestStore()
    try await test.addJob(
      "job1",
      [
        "jobManagerTask": [
          "id": "boss", "commandLine": "lead", "runExclusive": false, "killJobOnCompletion": false,
          "constraints": ["maxTaskRetryCount": 1],
        ], "onAllTasksComplete": "terminatejob",
      ])
    try await test.addTask("1")
    var node = try await test.node(slots: 2)
    #expect(try await node.exchange().start.map(\.taskID) == ["boss", "1"])
    try await node.finish("boss", .exited(code: 1))
    #expect(try await test.task("boss").retryCount == 1)
    try await node.finish("boss")
    #expect(try await test.store.job("job1").state == .active)
    try await node.finish("1")
    let job = try await test.store.job("job1")
    #expect(job.state == .completed && job.terminateReason == "AllTasksComplete")
  }

  @Test("a manager that wants its node for itself waits until that is empty, and nothing overtakes it")
  func exclusive() async throws {
    let test = try await TestStore()
    try await test.addJob("early")
    try await test.addTask("1", to: "early")
    var node = try await test.node(slots: 2)
    try await node.exchange()
    try await test.addJob("job1", ["jobManagerTask": ["id": "boss", "commandLine": "lead"], "priority": 1])
    try await test.addTask("2", to: "early")
    #expect(try await node.exchange().start.isEmpty)
    try await node.finish("1")
    #expect(node.live.compactMap { node.told[$0]?.taskID } == ["boss"])
  }

  @Test("a release runs on each prepared node when the job ends, and the job is completed after it")
  func release() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("job1", Self.prepared)
    try await test.addTask("1")
    var node = try await test.node()
    try await node.exchange()
    try await prepare(&node, job)
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    try await node.finish("1")
    #expect(try await test.store.job("job1").state == .terminating)
    try await node.exchange()
    let run = try #require(node.run(of: "jobrelease").flatMap { node.told[$0] })
    #expect(run.commandLine == "release" && run.maxWallClockSeconds == 900 && run.preparation?.commandLine == "prepare")
    #expect(run.environment == [NameValue(name: "C", value: "2"), NameValue(name: "A", value: "1")])
    // A lost end runs again; a failed one ends the job all the same.
    try await node.finish("jobrelease", .lost)
    #expect(node.run(of: "jobrelease") != run.runID)
    try await node.finish("jobrelease", .exited(code: 2))
    let ended = try await test.store.job("job1")
    #expect(ended.state == .completed && ended.terminateReason == "AllTasksComplete")
    let page = try await test.store.preparationStatus("job1", try ListQuery(QueryItems()), endpoint: "http://x")
    let element = try #require(page.elements.first)
    let status = try JSONText.decode(JSONValue.self, element)
    #expect(status["jobPreparationTaskExecutionInfo"]?["result"] == "success")
    #expect(status["jobPreparationTaskExecutionInfo"]?["taskRootDirectory"] == "workitems/job1/job-1/jobpreparation")
    #expect(status["jobReleaseTaskExecutionInfo"]?["exitCode"] == 2)
    #expect(status["jobReleaseTaskExecutionInfo"]?["result"] == "failure")
  }

  @Test("a job is deleted only after its releases, and one that has ended releases no more")
  func deletion() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("job1", Self.prepared)
    try await test.addTask("1")
    var node = try await test.node()
    try await node.exchange()
    try await prepare(&node, job)
    try await test.store.deleteJob("job1", now: test.clock.now())
    node.end(run: try #require(node.run(of: "1")), .exited(code: 0))
    let asked = try await node.exchange()
    #expect(asked.removeJobs.isEmpty)
    try await node.exchange()
    node.end(run: try #require(node.run(of: "jobrelease")), .exited(code: 0))
    #expect(try await node.exchange().removeJobs == ["job1"])
    try await node.exchange()
    #expect(try await test.jobIsGone())
  }

  @Test("without a prepared node there is nothing to release")
  func unprepared() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", Self.prepared)
    try await test.addTask("1")
    #expect(
      try await test.store.terminateJob("job1", reason: "x", now: test.clock.now()).state == .completed)
  }

  @Test("a node whose preparation failed gets nothing of the job, unless nobody waits for that")
  func failedPreparation() async throws {
    for waits in [true, false] {
      let test = try await TestStore()
      let job = try await test.addJob(
        "job1", ["jobPreparationTask": ["commandLine": "prepare", "waitForSuccess": .bool(waits)]])
      try await test.addTasks(["1", "2", "3"])
      var node = try await test.node()
      try await node.exchange()
      #expect(try await test.state("1") == (waits ? .preparing : .running))
      let status = { try await test.store.preparationStatus("job1", try ListQuery(QueryItems()), endpoint: "") }
      if waits { #expect(try await status().elements.first?.contains("running") == true) }
      for task in ["1", "2"] {
        node.end(run: try #require(node.run(of: task)), waits ? .preparationFailed : .exited(code: 0))
      }
      try await prepare(&node, job, .exited(code: 9))
      #expect(try await test.state("3") == (waits ? .active : .running))
      #expect(try await test.task("1").requeueCount == (waits ? 1 : 0))
      #expect(try await status().elements.first?.contains("\"exitCode\":9") == true)
      #expect(try await test.store.job("job1").state == .active)
    }
  }

  @Test("the names of a job's preparation and release are taken")
  func names() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", Self.prepared)
    for (id, code) in [
      ("JobPreparation", "TaskIdSameAsJobPreparationTask"), ("jobrelease", "TaskIdSameAsJobReleaseTask"),
    ] {
      guard case .refused(let error)? = try await test.addTask(id).first else {
        Issue.record("\(id) was added")
        continue
      }
      #expect(error.code == code && error.status == .conflict)
    }
  }
}
