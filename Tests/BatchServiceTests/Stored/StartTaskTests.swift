import AzureWire
import BatchService
import Synchronization
import Testing

@Suite("Start tasks, restarts and rests of nodes")
struct StartTaskTests {
  private static let startTask: [String: JSONValue] = [
    "targetDedicatedNodes": 1,
    "startTask": [
      "commandLine": "prepare it", "maxTaskRetryCount": 2, "environmentSettings": [["name": "A", "value": "b"]],
    ],
  ]

  private func report(_ outcome: RunEnd.Outcome, boot: Int, of pool: TestPool) -> PreparationReport {
    let now = pool.test.clock.now()
    return PreparationReport(
      jobID: "", jobIncarnation: StartTaskOrder.incarnation(boot: boot),
      end: RunEnd(outcome: outcome, start: now, end: now), retryCount: 1)
  }

  @Test("no task runs before the start task has succeeded, which is told until it is known")
  func waits() async throws {
    let pool = try await TestPool(Self.startTask)
    try await pool.addJob(tasks: ["1"])
    let id = try #require(try await pool.nodeIDs().first)
    var agent = StoreAgent(test: pool.test, nodeID: id)
    let order = try #require(try await agent.exchange().startTask)
    #expect(order.boot == 1 && order.commandLine == "prepare it" && order.maxTaskRetryCount == 2)
    #expect(order.environment == [NameValue(name: "A", value: "b")])
    #expect(try await agent.exchange().startTask != nil)
    #expect(try await pool.state(id) == .waitingForStartTask)
    agent.startTaskBoot = 1
    let instructions = try await agent.exchange()
    #expect(instructions.startTask == nil && instructions.start.isEmpty)
    agent.preparations = [report(.exited(code: 0), boot: 1, of: pool)]
    let answer = try await agent.exchange()
    #expect(answer.forgetPreparations == [StartTaskOrder.incarnation(boot: 1)])
    #expect(answer.start.map(\.taskID) == ["1"])
    let node = try #require(try await pool.test.store.node(id))
    #expect(node.state == .idle && node.start?.result == .success && node.start?.retryCount == 1)
  }

  @Test("a node whose start task failed takes no tasks until it has restarted and succeeded")
  func fails() async throws {
    let pool = try await TestPool(Self.startTask)
    try await pool.addJob(tasks: ["1"])
    let id = try #require(try await pool.nodeIDs().first)
    var agent = StoreAgent(test: pool.test, nodeID: id)
    try await agent.exchange()
    agent.startTaskBoot = 1
    agent.preparations = [report(.exited(code: 7), boot: 1, of: pool)]
    #expect(try await agent.exchange().start.isEmpty)
    var node = try #require(try await pool.test.store.node(id))
    #expect(node.state == .startTaskFailed && node.start?.exitCode == 7 && node.start?.result == .failure)
    #expect(node.start?.failureInfo?.contains("FailureExitCode") == true)
    // An agent that takes over from one that has died finds it so.
    pool.provider.end(id)
    try await pool.keeper.tend()
    #expect(try await agent.exchange().start.isEmpty)
    #expect(try await pool.state(id) == .startTaskFailed)

    try await pool.test.store.rebootNode(id, of: "p", .requeue, now: pool.test.clock.now())
    #expect(try await pool.state(id) == .rebooting)
    try await pool.obey(&agent)
    #expect(pool.provider.asked.withLock { $0.last?.boot } == 2)
    agent.startTaskBoot = nil
    #expect(try await agent.exchange().startTask?.boot == 2)
    // The end of the earlier start is no news.
    agent.preparations = [report(.exited(code: 0), boot: 1, of: pool)]
    try await agent.exchange()
    #expect(try await pool.state(id) == .waitingForStartTask)
    agent.startTaskBoot = 2
    agent.preparations = [report(.exited(code: 0), boot: 2, of: pool)]
    #expect(try await agent.exchange().start.map(\.taskID) == ["1"])
    node = try #require(try await pool.test.store.node(id))
    #expect(node.boot == 2 && node.bootTime > node.allocationTime)
  }

  @Test("tasks that need not wait run beside a start task, and after its failure")
  func doesNotWait() async throws {
    var members = Self.startTask
    members["startTask"] = ["commandLine": "prepare", "waitForSuccess": false]
    let pool = try await TestPool(members)
    try await pool.addJob(tasks: ["1"])
    let id = try #require(try await pool.nodeIDs().first)
    var agent = StoreAgent(test: pool.test, nodeID: id)
    let instructions = try await agent.exchange()
    #expect(instructions.startTask != nil && instructions.start.map(\.taskID) == ["1"])
    agent.startTaskBoot = 1
    agent.preparations = [report(.exited(code: 1), boot: 1, of: pool)]
    try await agent.exchange()
    #expect(try await pool.state(id) == .idle)
    #expect(try await pool.test.store.node(id)?.start?.result == .failure)
  }

  @Test(
    "a restart requeues, ends or awaits the tasks of the node",
    arguments: [
      (NodeDeallocationOption.requeue, TaskState.active), (.terminate, .completed), (.taskCompletion, .running),
    ])
  func reboots(option: NodeDeallocationOption, expected: TaskState) async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"], ["jobPreparationTask": ["commandLine": "once"]])
    var agent = try #require(try await pool.agents().first)
    let run = try #require(agent.run(of: "1"))
    let incarnation = try #require(agent.told[run]?.jobIncarnation)
    let now = pool.test.clock.now()
    agent.preparations = [
      PreparationReport(
        jobID: "job1", jobIncarnation: incarnation, end: RunEnd(outcome: .exited(code: 0), start: now, end: now),
        retryCount: 0)
    ]
    agent.begin(run)
    try await agent.exchange()
    #expect(agent.told[run]?.preparation?.rerunsOnReboot == true)
    try await pool.test.store.rebootNode(agent.nodeID, of: "p", option, now: pool.test.clock.now())
    try await expectWire("NodeBeingRebooted") {
      try await pool.test.store.rebootNode(agent.nodeID, of: "p", option, now: pool.test.clock.now())
    }
    try await pool.obey(&agent)
    #expect(try await pool.test.state("1") == expected)
    if expected == .running {
      // An agent that dies meanwhile is no restart.
      pool.provider.end(agent.nodeID)
      try await pool.keeper.tend()
      #expect(try await pool.test.store.node(agent.nodeID)?.boot == 1)
      try await agent.finish("1")
      try await pool.obey(&agent)
    }
    let node = try #require(try await pool.test.store.node(agent.nodeID))
    #expect(node.state == .starting && node.boot == 2)
    // The preparation runs again: it is to be seen on the next task.
    try await pool.test.addTask("2")
    try await agent.exchange()
    #expect(try await pool.test.state(expected == .active ? "1" : "2") == .preparing)
  }

  @Test(
    "a node off the schedule gets no tasks, and those it has are requeued, ended or left alone",
    arguments: [
      (NodeDeallocationOption.requeue, TaskState.active), (.terminate, .completed), (.taskCompletion, .running),
    ])
  func scheduling(option: NodeDeallocationOption, expected: TaskState) async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1, "taskSlotsPerNode": 2])
    try await pool.addJob(tasks: ["1"])
    var agent = try #require(try await pool.agents().first)
    agent.begin(try #require(agent.run(of: "1")))
    let time = pool.test.clock.now()
    try await pool.test.store.disableScheduling(ofNode: agent.nodeID, of: "p", option, now: time)
    try await expectWire("NodeAlreadyInTargetSchedulingState") {
      try await pool.test.store.disableScheduling(ofNode: agent.nodeID, of: "p", option, now: time)
    }
    try await pool.test.addTask("2")
    try await pool.obey(&agent)
    #expect(try await pool.test.state("1") == expected)
    #expect(try await pool.test.state("2") == .active)
    try await pool.test.store.enableScheduling(ofNode: agent.nodeID, of: "p", now: time)
    try await expectWire("NodeAlreadyInTargetSchedulingState") {
      try await pool.test.store.enableScheduling(ofNode: agent.nodeID, of: "p", now: time)
    }
    try await agent.exchange()
    #expect(agent.run(of: "2") != nil)
  }
}
