import AzureWire
import BatchService
import Synchronization
import Testing

@Suite("Sizes of pools")
struct PoolSizeTests {
  private func resize(
    _ pool: TestPool, dedicated: Int? = nil, lowPriority: Int? = nil, _ option: NodeDeallocationOption? = nil
  ) async throws {
    _ = try await pool.test.store.resizePool(
      "p",
      PoolResizeParameters(
        targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority, nodeDeallocationOption: option),
      now: pool.test.clock.now())
    try await pool.keeper.tend()
  }

  @Test("a pool grows and shrinks, dedicated and low-priority nodes each by themselves")
  func resizes() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 2, "targetLowPriorityNodes": 1])
    #expect(try await pool.nodeIDs(isDedicated: true).count == 2)
    #expect(try await pool.nodeIDs(isDedicated: false).count == 1)
    #expect(pool.provider.asked.withLock { $0.count(where: \.isDedicated) } == 2)
    #expect(try await pool.pool.allocationState == .steady)
    try await resize(pool, dedicated: 0, lowPriority: 2)
    #expect(try await pool.pool.allocationState == .resizing)
    for var agent in try await pool.agents() { try await pool.obey(&agent) }
    #expect(try await pool.nodeIDs(isDedicated: true) == [])
    #expect(try await pool.nodeIDs(isDedicated: false).count == 2)
    #expect(pool.provider.released.withLock { $0.count } == 2)
    #expect(try await pool.pool.allocationState == .steady)
  }

  @Test(
    "the tasks of a node that goes are requeued, ended, or waited for",
    arguments: [
      (NodeDeallocationOption.requeue, TaskState.active), (.terminate, .completed), (.taskCompletion, .running),
      (.retainedData, .running),
    ])
  func options(option: NodeDeallocationOption, expected: TaskState) async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"])
    var agent = try #require(try await pool.agents().first)
    let run = try #require(agent.run(of: "1"))
    agent.begin(run)
    try await resize(pool, dedicated: 0, option)
    #expect(try await pool.state(agent.nodeID) == .leavingPool)
    try await pool.obey(&agent)
    #expect(try await pool.test.state("1") == expected)
    if expected == .running {
      // Nothing new comes while the node waits for its last task.
      try await pool.test.addTask("2")
      try await agent.finish("1")
      #expect(agent.live.isEmpty)
      try await pool.obey(&agent)
      #expect(try await pool.test.state("1") == .completed)
    }
    if option == .retainedData {
      #expect(try await pool.nodeIDs().count == 1)
      pool.test.clock.advance(seconds: 8 * 86_400)
      _ = try await pool.test.store.keepTime(now: pool.test.clock.now())
      try await pool.obey(&agent)
    }
    #expect(try await pool.nodeIDs() == [])
    #expect(try await pool.pool.allocationState == .steady)
    if option == .requeue {
      #expect(try await pool.test.task("1").requeueCount == 1)
    }
  }

  @Test("a stopped resize keeps what works, and says so")
  func stops() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"])
    var agent = try #require(try await pool.agents().first)
    try await resize(pool, dedicated: 0, .taskCompletion)
    _ = try await pool.test.store.stopResize("p", now: pool.test.clock.now())
    #expect(try await pool.pool.allocationState == .stopping)
    try await pool.keeper.tend()
    #expect(try await pool.pool.allocationState == .steady)
    #expect(try await pool.pool.resizeErrors?.contains("ResizeStopped") == true)
    #expect(try await pool.state(agent.nodeID) == .idle)
    try await pool.test.addTask("2")
    try await agent.exchange()
    #expect(agent.run(of: "2") == nil, "the pool has one slot")
    try await agent.finish("1")
    try await agent.exchange()
    #expect(agent.run(of: "2") != nil)
  }

  @Test("a resize that takes too long ends with an error, and the node stays")
  func timesOut() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"])
    _ = try await pool.agents()
    try await resize(pool, dedicated: 0, .taskCompletion)
    pool.test.clock.advance(seconds: 16 * 60)
    try await pool.keeper.tend()
    #expect(try await pool.pool.allocationState == .steady)
    #expect(try await pool.pool.resizeErrors?.contains("AllocationTimedout") == true)
    #expect(try await pool.nodeIDs().count == 1)
  }

  @Test("more nodes than the machine gives are an error of the resize, and not asked for again")
  func quota() async throws {
    let pool = try await TestPool(
      ["targetDedicatedNodes": 5, "targetLowPriorityNodes": 1], quota: NodeQuota(dedicated: 2, lowPriority: 1))
    #expect(try await pool.nodeIDs().count == 3)
    #expect(try await pool.pool.resizeErrors?.contains("AccountCoreQuotaReached") == true)
    #expect(try await pool.pool.allocationState == .steady)
    try await pool.keeper.tend()
    #expect(try await pool.nodeIDs().count == 3)
    // The quota is one for all pools.
    try await pool.add("q", ["targetDedicatedNodes": 1])
    try await pool.keeper.tend()
    #expect(try await pool.nodeIDs(of: "q") == [])
    #expect(NodeQuota(cores: 2).dedicated == 16 && NodeQuota(cores: 64).lowPriority == 256)
  }

  @Test("nodes are removed by name, and the targets follow")
  func removes() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 2, "targetLowPriorityNodes": 1])
    let leaver = try #require(try await pool.nodeIDs(isDedicated: true).first)
    let time = pool.test.clock.now()
    try await expectWire("NodeNotFound") {
      try await pool.test.store.removeNodes("p", NodeRemoveParameters(nodeList: ["nobody"]), now: time)
    }
    _ = try await pool.test.store.removeNodes("p", NodeRemoveParameters(nodeList: [leaver]), now: time)
    try await expectWire("PoolBeingResized") {
      try await pool.test.store.removeNodes("p", NodeRemoveParameters(nodeList: [leaver]), now: time)
    }
    for var agent in try await pool.agents() { try await pool.obey(&agent) }
    #expect(try await !pool.nodeIDs().contains(leaver))
    #expect(try await pool.nodeIDs().count == 2)
    let record = try await pool.pool
    #expect(record.targetDedicatedNodes == 1 && record.targetLowPriorityNodes == 1)
    #expect(record.allocationState == .steady && record.pastNodeTime > 0)
  }

  @Test("a pool is deleted while its jobs run: their tasks wait, and run in a new pool of the name")
  func deletes() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"])
    var agent = try #require(try await pool.agents().first)
    agent.begin(try #require(agent.run(of: "1")))
    try await agent.exchange()
    try await pool.test.store.deletePool("p", now: pool.test.clock.now())
    #expect(try await pool.pool.state == .deleting)
    try await expectWire("PoolBeingDeleted") { try await pool.add("p") }
    try await pool.obey(&agent)
    try await expectWire("PoolNotFound") { try await pool.test.store.pool("p") }
    #expect(try await pool.test.state("1") == .active)
    #expect(try await pool.test.store.job("job1").state == .active)
    try await pool.add("p", ["targetDedicatedNodes": 1])
    try await pool.keeper.tend()
    let next = try #require(try await pool.agents().first)
    #expect(next.run(of: "1") != nil)
  }

  @Test("a job that is being deleted does not wait for a node that has gone with its pool")
  func deletedJob() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    try await pool.addJob(tasks: ["1"])
    var agent = try #require(try await pool.agents().first)
    try await agent.finish("1")
    try await pool.test.store.deletePool("p", now: pool.test.clock.now())
    try await pool.test.store.deleteJob("job1", now: pool.test.clock.now())
    // The agent dies before it can tell that it has removed the job.
    pool.provider.end(agent.nodeID)
    try await pool.keeper.tend()
    #expect(try await pool.test.jobIsGone())
  }

  @Test("a node that cannot be started is unusable, and tried again")
  func unusable() async throws {
    let pool = try await TestPool()
    pool.provider.failure.withLock { $0 = ServiceError("The disk is full.") }
    await #expect(throws: ServiceError.self) { try await resize(pool, dedicated: 1) }
    let id = try #require(try await pool.nodeIDs().first)
    #expect(try await pool.state(id) == .unusable)
    #expect(try await pool.test.store.node(id)?.errors?.contains("The disk is full.") == true)
    pool.provider.failure.withLock { $0 = nil }
    try await pool.keeper.tend()
    _ = try await pool.agents()
    #expect(try await pool.state(id) == .idle)
    #expect(try await pool.test.store.node(id)?.errors == nil)
  }
}
