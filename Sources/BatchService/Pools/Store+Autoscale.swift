package import AzureWire
import HTTPTypes
package import GRDB

/// Pools whose size a formula decides.
extension Store {
  /// Between two calls that switch it on for a pool, in seconds (Batch API).
  private static let enablingPause = 30.0

  /// - Throws: ``WireError`` when the formula cannot be read, the pool is
  ///   being resized, or was asked for this less than 30 seconds ago.
  package func enableAutoscale(
    _ id: String, _ parameters: AutoScaleParameters, _ conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> PoolRecord {
    if let formula = parameters.autoScaleFormula { try PoolRules.checkFormula(formula) }
    try PoolRules.checkInterval(parameters.autoScaleEvaluationInterval)
    return try await changePool(id, conditions, now: now) { db, pool in
      try pool.requireSteady()
      let known = pool.enableAutoScale ? pool.autoScaleFormula : nil
      guard let formula = parameters.autoScaleFormula ?? known else {
        throw WireError.missingProperty("autoScaleFormula")
      }
      if let last = pool.autoScaleEnabledTime, now < last.advanced(bySeconds: Self.enablingPause) {
        throw WireError(
          .serviceUnavailable, "TooManyEnableAutoScaleRequests",
          "Automatic scaling of a pool can be enabled once every 30 seconds.")
      }
      let interval =
        parameters.autoScaleEvaluationInterval
        ?? (pool.enableAutoScale ? pool.autoScaleInterval : PoolRules.defaultInterval)
      try db.execute(
        literal: """
          UPDATE pools SET enableAutoScale = 1, autoScaleFormula = \(formula), autoScaleInterval = \(interval.ticks),
            autoScaleEnabledTime = \(now), autoScaleDueTime = \(now) WHERE id = \(pool.id)
          """)
    }
  }

  /// Has no formula decide a pool's size any more; the nodes stay as they are.
  package func disableAutoscale(_ id: String, now: Timestamp) async throws -> PoolRecord {
    try await changePool(id, now: now) { db, pool in
      try pool.requireActive()
      try db.execute(
        literal: """
          UPDATE pools SET enableAutoScale = 0, autoScaleFormula = NULL, autoScaleRun = NULL, autoScaleDueTime = NULL,
            autoScaleInterval = \(PoolRules.defaultInterval.ticks) WHERE id = \(pool.id)
          """)
    }
  }

  /// Evaluates a formula, and does nothing with what comes of it.
  ///
  /// - Returns: the run, also of a formula that cannot be read.
  /// - Throws: ``WireError`` when no formula decides the pool's size.
  package func evaluateAutoscale(
    _ id: String, formula: String, now: Timestamp
  ) async throws -> AutoScaleRun {
    guard formula.utf8.count <= AutoscaleFormula.longest else {
      try PoolRules.checkFormula(formula)
      throw WireError.invalidBody("the formula is too long")
    }
    return try await database.read { db in
      let pool = try PoolRecord.find(db, id: id)
      guard pool.enableAutoScale else { throw WireError.notValidOnPool("Automatic scaling of the pool is disabled") }
      return try Self.evaluate(db, formula, of: pool, now: now).run
    }
  }

  /// Evaluates the formulas that are due, and begins the resizes they ask for.
  package func evaluateDueFormulas(now: Timestamp) async throws {
    let due: SQL = "enableAutoScale AND state = 'active' AND autoScaleDueTime <= \(now)"
    guard try await database.read({ try Int.fetchOne($0, literal: "SELECT 1 FROM pools WHERE \(due)") }) != nil else {
      return
    }
    try await write { db in
      for row in try Row.fetchAll(db, literal: "SELECT * FROM pools WHERE \(due)") {
        let pool = PoolRecord(row: row)
        let (run, targets) = try Self.evaluate(db, pool.autoScaleFormula ?? "", of: pool, now: now)
        try db.execute(
          literal: """
            UPDATE pools SET autoScaleRun = \(try JSONText.encode(run)),
              autoScaleDueTime = \(now.advanced(bySeconds: pool.autoScaleInterval.seconds)) WHERE id = \(pool.id)
            """)
        guard let targets,
          (targets.dedicated, targets.lowPriority) != (pool.targetDedicatedNodes, pool.targetLowPriorityNodes)
        else { continue }
        try Self.begin(
          db, resizeOf: pool, dedicated: targets.dedicated, lowPriority: targets.lowPriority,
          targets.deallocationOption, timeout: pool.resizeTimeout, now: now)
      }
    }
  }

  private static func evaluate(
    _ db: Database, _ text: String, of pool: PoolRecord, now: Timestamp
  ) throws -> (run: AutoScaleRun, targets: AutoscaleTargets?) {
    // An option holds for one evaluation: it is not what the next begins with.
    var targets = pool.targets
    targets.deallocationOption = .requeue
    let samples = try samples(db, of: pool, now: now)
    // How busy processors are is known of a length of time only.
    let current = try metrics(db, of: pool, cpu: samples.last(1, of: .cpuPercent).first)
    let context = AutoscaleContext(now: now, current: current, samples: samples, targets: targets)
    do throws(AutoscaleError) {
      let outcome = try AutoscaleFormula(text).evaluate(context)
      return (AutoScaleRun(timestamp: now, results: outcome.results), outcome.targets)
    } catch {
      let code = error.kind == .insufficientData ? "InsufficientSampleData" : "AutoScalingFormulaEvaluationError"
      let failure = AutoScaleRun.Failure(
        code: code, message: "An error occurred while evaluating the autoscale formula.",
        values: [NameValue(name: "Message", value: error.description)])
      return (AutoScaleRun(timestamp: now, results: targets.results, error: failure), nil)
    }
  }

  /// Takes a sample of every pool with a formula whose last one is 30 seconds
  /// old, and forgets those of the day before.
  ///
  /// - Parameter cpu: how busy the machine was since it was last asked for,
  ///   from 0 to 1; nil where that is not known.
  package func takeSamples(cpu: @escaping @Sendable () -> Double?, now: Timestamp) async throws {
    // A little early is no sample too many.
    let last = now.advanced(bySeconds: 1 - AutoscaleSamples.period)
    let wanted: SQL = """
      pools WHERE enableAutoScale AND state = 'active'
        AND NOT EXISTS (SELECT 1 FROM poolSamples WHERE poolId = pools.id AND time > \(last))
      """
    guard try await database.read({ try Int.fetchOne($0, literal: "SELECT 1 FROM \(wanted)") }) != nil else { return }
    try await write { db in
      let cpu = cpu()
      for row in try Row.fetchAll(db, literal: "SELECT * FROM \(wanted)") {
        let pool = PoolRecord(row: row)
        let values = try Self.metrics(db, of: pool, cpu: cpu)
        let named = Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
        try db.execute(
          literal: """
            INSERT OR REPLACE INTO poolSamples (poolId, time, metrics)
            VALUES (\(pool.id), \(now), \(try JSONText.encode(named)))
            """)
        try db.execute(
          literal: """
            DELETE FROM poolSamples
            WHERE poolId = \(pool.id) AND time < \(now.advanced(bySeconds: -AutoscaleSamples.window))
            """)
      }
    }
  }

  private static func samples(_ db: Database, of pool: PoolRecord, now: Timestamp) throws -> AutoscaleSamples {
    let rows = try Row.fetchAll(
      db,
      literal: """
        SELECT time, metrics FROM poolSamples
        WHERE poolId = \(pool.id) AND time >= \(now.advanced(bySeconds: -AutoscaleSamples.window))
        """)
    return AutoscaleSamples(
      try rows.map { row in
        let named = try JSONText.decode([String: Double].self, row["metrics"])
        let values = named.compactMap { name, value in AutoscaleMetric(rawValue: name).map { ($0, value) } }
        return AutoscaleSample(time: row["time"], values: Dictionary(values, uniquingKeysWith: { $1 }))
      })
  }

  /// What a pool is like now.
  package static func metrics(
    _ db: Database, of pool: PoolRecord, cpu: Double?
  ) throws -> [AutoscaleMetric: Double] {
    let jobs = try Row.fetchOne(
      db,
      literal: """
        SELECT coalesce(sum(CASE WHEN state = 'active' THEN activeTasks - (SELECT count(*) FROM tasks
            WHERE jobId = jobs.id AND blocked = 1) ELSE 0 END), 0) AS active,
          coalesce(sum(runningTasks), 0) AS running, coalesce(sum(succeededTasks), 0) AS succeeded,
          coalesce(sum(failedTasks), 0) AS failed
        FROM jobs WHERE poolId = \(pool.id)
        """)
    let nodes = try Row.fetchOne(
      db,
      literal: """
        SELECT coalesce(sum(isDedicated), 0) AS dedicated, count(*) AS total,
          coalesce(sum(state = 'idle' AND schedulingState = 'enabled'), 0) AS usable,
          coalesce(sum(state = 'preempted'), 0) AS preempted FROM nodes WHERE poolId = \(pool.id)
        """)
    func number(_ row: Row?, _ column: String) -> Double { row?[column] ?? 0 }
    // What a node has taken on ahead waits for its slots, wherever it lies.
    let ahead = Double(try runsAhead(db, of: pool))
    let (active, running) = (number(jobs, "active") + ahead, number(jobs, "running") - ahead)
    var values: [AutoscaleMetric: Double] = [
      .activeTasks: active, .runningTasks: running, .pendingTasks: active + running,
      .succeededTasks: number(jobs, "succeeded"), .failedTasks: number(jobs, "failed"),
      .taskSlotsPerNode: Double(pool.taskSlotsPerNode), .currentDedicatedNodes: number(nodes, "dedicated"),
      .currentLowPriorityNodes: number(nodes, "total") - number(nodes, "dedicated"),
      .usableNodeCount: number(nodes, "usable"), .preemptedNodeCount: number(nodes, "preempted"),
    ]
    values[.cpuPercent] = cpu
    return values
  }

  /// The tasks that nodes of a pool hold beyond their slots; each takes one.
  private static func runsAhead(_ db: Database, of pool: PoolRecord) throws -> Int {
    try Int.fetchOne(
      db,
      literal: """
        SELECT coalesce(sum(max(held - slots, 0)), 0) FROM (
          SELECT nodes.slots AS slots, sum(requiredSlots) AS held FROM nodes JOIN tasks ON tasks.nodeId = nodes.id
          WHERE nodes.poolId = \(pool.id) AND tasks.state IN ('preparing', 'running') GROUP BY nodes.id)
        """) ?? 0
  }
}
