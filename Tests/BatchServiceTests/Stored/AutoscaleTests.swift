import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Pools that size themselves")
struct AutoscaleTests {
  private func members(_ formula: String, interval: String = "PT5M") -> [String: JSONValue] {
    ["enableAutoScale": true, "autoScaleFormula": .string(formula), "autoScaleEvaluationInterval": .string(interval)]
  }

  private func run(of pool: TestPool) async throws -> AutoScaleRun {
    try JSONText.decode(AutoScaleRun.self, try #require(try await pool.pool.autoScaleRun))
  }

  /// Time passes, looked at every 30 seconds.
  private func pass(minutes: Int, of pool: TestPool) async throws {
    for _ in 0..<(2 * minutes) {
      pool.test.clock.advance(seconds: 30)
      try await pool.keeper.tend()
    }
  }

  @Test("a formula is evaluated at once, and then at its interval")
  func interval() async throws {
    let pool = try await TestPool(members("$TargetDedicatedNodes = $CurrentDedicatedNodes + 1;"))
    #expect(try await pool.nodeIDs().count == 1)
    let first = try await run(of: pool)
    #expect(
      first.results == "$TargetDedicatedNodes=1;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue"
        && first.error == nil)
    try await pass(minutes: 4, of: pool)
    #expect(try await pool.nodeIDs().count == 1)
    #expect(try await run(of: pool).timestamp == first.timestamp)
    try await pass(minutes: 2, of: pool)
    #expect(try await pool.nodeIDs().count == 2)
  }

  @Test("the QUEUE formula follows the tasks that could run, up and down")
  func queue() async throws {
    let formula = """
      $samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15);\
      $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) : \
      max( $ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(TimeInterval_Minute * 15)));\
      $targetVMs = $tasks > 0 ? $tasks : max(0, $TargetDedicated/2) + 0.5;\
      $TargetDedicatedNodes = max(1, min($targetVMs, 4));$NodeDeallocationOption = taskcompletion;
      """
    let pool = try await TestPool(members(formula))
    #expect(try await pool.nodeIDs().count == 1)
    try await pool.addJob(tasks: ["1", "2", "3", "4", "5", "6"], ["usesTaskDependencies": true])
    try await pool.test.addTask("7", to: "job1", ["dependsOn": ["taskIds": ["nothing"]]])
    try await pass(minutes: 6, of: pool)
    #expect(try await pool.nodeIDs().count == 4)
    #expect(try await pool.pool.deallocationOption == .taskCompletion)
    let metrics = try await pool.test.store.database.read { db in
      try Store.metrics(db, of: try PoolRecord.find(db, id: "p"), cpu: nil)
    }
    #expect(metrics[.activeTasks] == 6 && metrics[.pendingTasks] == 6 && metrics[.currentDedicatedNodes] == 4)
    for id in 1...6 {
      _ = try await pool.test.store.terminateTask("\(id)", of: "job1", now: pool.test.clock.now())
    }
    try await pass(minutes: 40, of: pool)
    for var agent in try await pool.agents() { try await pool.obey(&agent) }
    #expect(try await pool.nodeIDs().count == 1)
  }

  @Test("tasks that a node has taken on ahead are active, not running, until it begins them")
  func runsAhead() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1, "taskSlotsPerNode": 1])
    func metrics() async throws -> [AutoscaleMetric: Double] {
      try await pool.test.store.database.read { db in
        try Store.metrics(db, of: try PoolRecord.find(db, id: "p"), cpu: nil)
      }
    }
    try await pool.addJob(tasks: ["1", "2", "3", "4", "5"])
    var agent = try #require(try await pool.agents().first)
    agent.ahead = 3
    try await agent.exchange()
    let first = try await metrics()
    #expect(first[.runningTasks] == 1 && first[.activeTasks] == 4 && first[.pendingTasks] == 5)
    try await agent.finish("1")
    let next = try await metrics()
    #expect(next[.runningTasks] == 1 && next[.activeTasks] == 3 && next[.pendingTasks] == 4)
  }

  @Test("a formula that fails leaves the pool as it is and says why")
  func fails() async throws {
    let pool = try await TestPool(members("$TargetDedicatedNodes = min($CPUPercent.GetSample(TimeInterval_Minute));"))
    let first = try await run(of: pool)
    #expect(first.error?.code == "InsufficientSampleData")
    #expect(first.results == "$TargetDedicatedNodes=0;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue")
    #expect(try await pool.nodeIDs() == [])
  }

  @Test("samples are taken every 30 seconds and kept for a day, processors included")
  func samples() async throws {
    var pool = try await TestPool(members("$n = $CPUPercent.Count(); $c = max($CPUPercent.GetSample(1));"))
    pool.setCPU(0.5)
    try await pass(minutes: 10, of: pool)
    let results = try #require(try await run(of: pool).results)
    #expect(results.hasSuffix(";$c=0.5;$n=20") || results.hasSuffix(";$c=0.5;$n=21"), "\(results)")
    pool.test.clock.advance(seconds: 2 * 86_400)
    try await pool.keeper.tend()
    let count = try await pool.test.store.database.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM poolSamples")
    }
    #expect(count == 1)
  }

  @Test("autoscale is switched on, changed and off, as the protocol allows")
  func switches() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    let store = pool.test.store
    try await expectWire("OperationNotValidOnPool") {
      try await store.evaluateAutoscale("p", formula: "$x=1", now: pool.test.clock.now())
    }
    try await expectWire("MissingRequiredProperty") {
      try await store.enableAutoscale("p", AutoScaleParameters(), now: pool.test.clock.now())
    }
    try await expectWire("AutoScalingFormulaSyntaxError") {
      try await store.enableAutoscale("p", AutoScaleParameters(autoScaleFormula: "$x="), now: pool.test.clock.now())
    }
    try await expectWire("InvalidPropertyValue") {
      try await store.enableAutoscale(
        "p", AutoScaleParameters(autoScaleFormula: "$x=1", autoScaleEvaluationInterval: .seconds(299)),
        now: pool.test.clock.now())
    }
    let formula = "$TargetDedicatedNodes=2;"
    _ = try await store.enableAutoscale("p", AutoScaleParameters(autoScaleFormula: formula), now: pool.test.clock.now())
    try await expectWire("TooManyEnableAutoScaleRequests") {
      try await store.enableAutoscale("p", AutoScaleParameters(), now: pool.test.clock.now())
    }
    try await pool.keeper.tend()
    #expect(try await pool.nodeIDs().count == 2)
    pool.test.clock.advance(seconds: 31)
    let changed = try await store.enableAutoscale(
      "p", AutoScaleParameters(autoScaleEvaluationInterval: .seconds(600)), now: pool.test.clock.now())
    #expect(changed.autoScaleFormula == formula && changed.autoScaleInterval == .seconds(600))
    try await expectWire("OperationNotValidOnPool") {
      try await store.resizePool("p", PoolResizeParameters(targetDedicatedNodes: 1), now: pool.test.clock.now())
    }
    let evaluated = try await store.evaluateAutoscale("p", formula: "$x = $y;", now: pool.test.clock.now())
    #expect(evaluated.error?.code == "AutoScalingFormulaEvaluationError")
    #expect(evaluated.error?.values == [NameValue(name: "Message", value: "Line 1, Col 6: Undefined symbol: $y")])
    #expect(try await pool.pool.targetDedicatedNodes == 2)
    let off = try await store.disableAutoscale("p", now: pool.test.clock.now())
    #expect(!off.enableAutoScale && off.autoScaleFormula == nil)
    _ = try await store.resizePool("p", PoolResizeParameters(targetDedicatedNodes: 1), now: pool.test.clock.now())
  }
}
