import AzureClient
import AzureWire
import Foundation
import Testing

/// Each reason why a job is not done, made to happen on the real service, and
/// the sentence that says so.
@Suite("explainJob", .sharedHome)
struct ExplainTests {
  private func expect(
    _ text: String, says parts: String..., location: SourceLocation = #_sourceLocation
  ) {
    for part in parts { #expect(text.contains(part), "\(text)", sourceLocation: location) }
  }

  // MARK: No nodes

  @Test("names a pool without nodes that asks for none")
  func noNodes() async throws {
    let home = try SharedHome.current
    try await home.addPool("empty")
    try await home.addJob("on-empty", pool: "empty")
    let text = try await home.succeed("explainJob on-empty")
    #expect(
      text == """
        The job `on-empty` is active: 0 of 1 task is completed, 1 waits.
        The pool `empty` has no nodes, and none are asked for.
        Next: `resizeCluster("empty", ...)` asks for some.

        """)
  }

  @Test("names a pool that does not exist any more")
  func noPool() async throws {
    let home = try SharedHome.current
    try await home.addPool("brief")
    try await home.addJob("on-brief", pool: "brief")
    try await home.withClient { batch, _ in try await batch.deletePool("brief") }
    let text = try await home.answer(to: "explainJob on-brief", until: "does not exist")
    expect(text, says: "The pool `brief` that it is to run on does not exist.", "Next: `deleteJob on-brief`")
  }

  @Test("names the quota that a pool ran into")
  func quota() async throws {
    // Alone: it takes all the nodes that the service gives.
    try await Home.use { home in
      try await home.addPool("huge", nodes: 500)
      try await home.addJob("on-huge", pool: "huge", commands: Array(repeating: "sleep 600", count: 80))
      let text = try await home.answer(to: "explainJob on-huge", until: "AccountCoreQuotaReached")
      expect(text, says: "The pool `huge` has ", "of the 500 nodes it should have", "quota", "resizeCluster(\"huge\"")
    }
  }

  @Test("names an autoscale formula that asked for no nodes")
  func autoscaleZero() async throws {
    let home = try SharedHome.current
    try await home.addPool("scaled") { pool in
      pool.targetDedicatedNodes = nil
      pool.enableAutoScale = true
      pool.autoScaleFormula = "$TargetDedicatedNodes = 0;"
    }
    try await home.addJob("on-scaled", pool: "scaled")
    let text = try await home.answer(to: "explainJob on-scaled", until: "formula asked for none")
    expect(text, says: "The pool `scaled` has no nodes: its autoscale formula asked for none at 20")
  }

  @Test("names an autoscale formula that fails, with its error")
  func autoscaleError() async throws {
    let home = try SharedHome.current
    try await home.addPool("broken") { pool in
      pool.targetDedicatedNodes = nil
      pool.enableAutoScale = true
      pool.autoScaleFormula = "$TargetDedicatedNodes = 1 / 0 * $NoSuchThing.GetSample(1);"
    }
    try await home.addJob("on-broken", pool: "broken")
    let text = try await home.answer(to: "explainJob on-broken", until: "formula failed")
    expect(text, says: "The pool `broken` has no nodes: its autoscale formula failed: ", "gives it another formula")
  }

  // MARK: Nodes that do not work

  @Test("names a start task that failed on all nodes, with the end of its error output")
  func startTask() async throws {
    let home = try SharedHome.current
    try await home.addPool("bench", nodes: 2) { pool in
      var task = StartTask(commandLine: "/bin/bash -c 'echo first >&2; echo out of luck >&2; exit 3'")
      task.waitForSuccess = true
      pool.startTask = task
    }
    try await home.addJob("on-bench", pool: "bench")
    let text = try await home.answer(to: "explainJob on-bench", until: "All 2 nodes of the pool `bench` failed")
    expect(
      text, says: "All 2 nodes of the pool `bench` failed their start task (exit code 3); its error output ends:\n",
      "  first\n  out of luck\n", "Next: `getClusterFile bench bench-", "startup/stderr.txt` shows all of it")
  }

  @Test("says that a node still runs its start task")
  func startTaskRuns() async throws {
    let home = try SharedHome.current
    try await home.addPool("slow", nodes: 1) { pool in
      var task = StartTask(commandLine: "/bin/bash -c 'sleep 600'")
      task.waitForSuccess = true
      pool.startTask = task
    }
    try await home.addJob("on-slow", pool: "slow")
    let text = try await home.answer(to: "explainJob on-slow", until: "running the start task")
    expect(
      text, says: "The only node of the pool `slow` is still running the start task.", "waitForNodesToComplete slow")
  }

  @Test("names a node that cannot be used, with its reason")
  func unusable() async throws {
    try await Home.use { home in
      // Where the directories of the nodes belong there is a file.
      try FileManager.default.createDirectory(
        atPath: home.stateDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data().write(to: URL(fileURLWithPath: "\(home.stateDirectory)/nodes"))
      try await home.addJob("on-local", pool: "local")
      let text = try await home.answer(to: "explainJob on-local", until: "unusable")
      expect(
        text, says: "The only node of the pool `local` is unusable: The directory ", "cannot be made", "rebootNode")
    }
  }

  @Test("names a node that takes no tasks")
  func schedulingOff() async throws {
    let home = try SharedHome.current
    try await home.addPool("off", nodes: 1)
    try await home.withClient { batch, _ in
      var node: BatchNode?
      try await eventually("the node is idle") {
        node = try await batch.nodes(pool: "off").all().first
        return node?.state == .idle
      }
      try await batch.disableScheduling(pool: "off", node: try #require(node).id)
    }
    try await home.addJob("on-off", pool: "off")
    let text = try await home.succeed("explainJob on-off")
    expect(text, says: "The only node of the pool `off` takes no tasks: scheduling is switched off there.")
  }

  @Test("names a preparation that failed, with what it said")
  func preparation() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      options <- list(wait = FALSE, job = 'unprepared')
      job <- foreach(i = 1:2, .packages = 'not.a.package', .options.azure = options) %dopar% i
      """)
    let text = try await home.answer(to: "explainJob unprepared", until: "Its preparation failed")
    expect(text, says: "not installed: not.a.package", "put that right, then `deleteJob unprepared` and submit again")
    try await home.succeed("deleteJob unprepared yes")
  }

  // MARK: Slots

  @Test("names a task that needs more slots than a node has")
  func tooLarge() async throws {
    let home = try SharedHome.current
    try await home.addPool("small", nodes: 1, slots: 2)
    try await home.addJob("large", pool: "small") { _ in
    } task: {
      $0.requiredSlots = 8
    }
    let text = try await home.answer(to: "explainJob large", until: "needs 8 slots")
    expect(text, says: "Task `1` needs 8 slots, but a node of the pool `small` has only 2.", "maxTasksPerNode")
  }

  @Test("says who has the slots, and that nothing is wrong when it is the job itself")
  func noFreeSlot() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/slots"
    let wait = "while [ ! -e \(gate) ]; do sleep 0.05; done"
    try await home.addPool("narrow", nodes: 1)
    try await home.addJob("first", pool: "narrow", commands: [wait, wait])
    let own = try await home.answer(to: "explainJob first", until: "1 runs")
    expect(own, says: "1 waits", "Nothing is in its way: all slots are taken by its own tasks.", "waitForJob first")
    try await home.addJob("second", pool: "narrow")
    let other = try await home.answer(to: "explainJob second", until: "No slot is free")
    expect(
      other, says: "No slot is free: 1 of 1 slot of the pool `narrow` is taken, by tasks of other jobs.",
      "resizeCluster(\"narrow\"")
    try Data().write(to: URL(fileURLWithPath: gate))
  }

  @Test("names the job's own limit of tasks at a time")
  func ownLimit() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/limit"
    let wait = "while [ ! -e \(gate) ]; do sleep 0.05; done"
    try await home.addPool("wide", nodes: 1, slots: 4)
    try await home.addJob("limited", pool: "wide", commands: [wait, wait]) { $0.maxParallelTasks = 1 }
    let text = try await home.answer(to: "explainJob limited", until: "1 runs")
    expect(text, says: "The job runs at most 1 task at a time (maxParallelTasks), and so many run.")
    try Data().write(to: URL(fileURLWithPath: gate))
  }

  // MARK: Dependencies and failures

  @Test("names the failed task that blocks another, and the missing one")
  func dependencies() async throws {
    let home = try SharedHome.current
    try await home.addJob("blocked", pool: "local", commands: ["exit 1", "true"]) { _ in
    } task: { task in
      if task.id == "2" { task.dependsOn = TaskDependencies(taskIds: ["1"]) }
    }
    let text = try await home.answer(to: "explainJob blocked", until: "waits for ever")
    expect(text, says: "Task `2` waits for ever: task `1`, on which it depends, has failed.", "retryJob blocked")
    try await home.addJob("orphan", pool: "local") { _ in
    } task: { task in
      task.dependsOn = TaskDependencies(taskIds: ["absent"])
    }
    let missing = try await home.succeed("explainJob orphan")
    expect(missing, says: "Task `1` depends on task `absent`, which the job does not have.")
  }

  @Test("counts the tries of a task whose retries are used up, with R's message")
  func retriesUsedUp() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      options <- list(wait = FALSE, job = 'hopeless', maxTaskRetryCount = 2)
      job <- foreach(i = 1:2, .options.azure = options) %dopar% { if (i == 2) stop("never works"); i }
      waitForJob(job)
      """)
    #expect(outcome.status == 3)
    let text = try await home.succeed("explainJob hopeless")
    #expect(
      text == """
        The job `hopeless` is completed: 3 of 3 tasks are completed (1 failed).
        1 of 3 tasks failed, its retries used up (3 tries):
          iteration 2: never works
        Next: `retryJob hopeless` runs what failed once more; `getJobFile hopeless 2 stderr.txt` shows what it said.

        """)
  }

  @Test("names a job that is held back, and enableJob lets it go on")
  func disabled() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/disabled"
    try await home.addPool("held", nodes: 1)
    try await home.addJob(
      "held-back", pool: "held", commands: ["while [ ! -e \(gate) ]; do sleep 0.05; done", "true"])
    try await home.succeed("disableJob held-back")
    let text = try await home.succeed("explainJob held-back")
    expect(
      text, says: "It is disabled: none of its tasks starts until somebody enables it.",
      "Next: `enableJob held-back` lets it go on.")
    try Data().write(to: URL(fileURLWithPath: gate))
    try await eventually("the job is disabled") {
      try await home.azp("-e", "getJob held-back").output.contains("job state: disabled")
    }
    try await home.succeed("enableJob held-back")
    try await home.answer(to: "explainJob held-back", until: "2 of 2 tasks are completed")
  }

  @Test("recognises a submission that broke off, and says how to complete it")
  func brokenOff() async throws {
    let home = try SharedHome.current
    try await home.addJob("half", pool: "local", commands: ["true", "true"]) { job in
      job.metadata = [
        NameValue(name: "iterations", value: "10"), NameValue(name: "chunkSize", value: "1"),
        NameValue(name: "enableCloudCombine", value: "TRUE"),
      ]
    }
    let text = try await home.succeed("explainJob half")
    expect(
      text, says: "2 of 11 tasks are submitted and it was not told to end with them.",
      "submit the same loop with `.options.azure = list(job = \"half\")` to complete it")
  }

  @Test("says that a job waits for nothing, and how it ended")
  func ends() async throws {
    let home = try SharedHome.current
    try await home.addJob("endless", pool: "local")
    let text = try await home.answer(to: "explainJob endless", until: "1 of 1 task is completed")
    expect(text, says: "it was not told to end with them: it waits for nothing.", "`terminateJob endless` ends it")
    try await home.succeed("terminateJob endless")
    expect(try await home.answer(to: "explainJob endless", until: "It was ended"), says: "(UserTerminate)")

    try await home.succeed(
      "x <- foreach(i = 1:1, .options.azure = list(autoDeleteJob = FALSE, job = 'good')) %dopar% i")
    expect(
      try await home.succeed("explainJob good"), says: "All its tasks have succeeded.", "getJobResult good")
    let nobody = try await home.azp("-e", "explainJob nobody")
    #expect(nobody.status == 5, "\(nobody)")
    #expect(nobody.errors.contains("The job `nobody` does not exist"))
  }
}
