import AzureWire
import GRDB

/// The transitions of a node, each inside the transaction that causes it.
///
/// creating → starting → (waitingforstarttask →) idle, or starttaskfailed;
/// from there rebooting → starting, or leavingpool → gone.
enum NodeLifecycle {
  /// Whether an agent that calls finds its node in a state from which the
  /// call brings it on.
  static func isAwaited(_ node: NodeRecord) -> Bool {
    [.creating, .starting, .unknown, .unusable].contains(node.state)
  }

  /// The agent has called: the node is there.
  static func greet(_ db: Database, nodeID: String, now: Timestamp) throws {
    guard let node = try NodeRecord.fetch(db, id: nodeID), isAwaited(node) else { return }
    let insists = try node.insistsOnStartTask()
    let state: NodeState =
      if node.startTask == nil || !insists || node.start?.result == .success {
        .idle
      } else {
        node.start?.result == nil ? .waitingForStartTask : .startTaskFailed
      }
    try move(db, node, to: state, now: now)
    try db.run(literal: "UPDATE nodes SET errors = NULL WHERE id = \(node.id)")
    guard node.startTask != nil, node.start == nil else { return }
    try db.run(
      literal: "UPDATE nodes SET startTaskState = 'running', startTaskStart = \(now) WHERE id = \(node.id)")
  }

  /// The agent has called, and cannot work: its node takes no tasks until it
  /// calls without trouble.
  static func trouble(_ db: Database, nodeID: String, _ trouble: NodeTrouble, now: Timestamp) throws {
    guard let node = try NodeRecord.fetch(db, id: nodeID), ![.rebooting, .leavingPool].contains(node.state) else {
      return
    }
    try move(db, node, to: .unusable, now: now)
    let errors = try JSONText.encode([trouble])
    try db.execute(literal: "UPDATE nodes SET errors = \(errors) WHERE id = \(node.id)")
  }

  /// The start task of a boot has ended; that of an earlier one is no news.
  static func recordStart(_ db: Database, nodeID: String, _ report: PreparationReport, now: Timestamp) throws {
    guard let node = try NodeRecord.fetch(db, id: nodeID), let start = node.start, start.state == "running",
      report.jobIncarnation == StartTaskOrder.incarnation(boot: node.boot)
    else { return }
    let (exitCode, info) = TaskLifecycle.parts(of: report.end)
    let result: TaskResult = info == nil ? .success : .failure
    try db.run(
      literal: """
        UPDATE nodes SET startTaskState = 'completed', startTaskStart = \(report.end.start ?? start.startTime),
          startTaskEnd = \(report.end.end), startTaskResult = \(result.rawValue), startTaskExitCode = \(exitCode),
          startTaskFailure = \(try info.map { try JSONText.encode($0) }), startTaskRetryCount = \(report.retryCount)
        WHERE id = \(node.id)
        """)
    guard node.state == .waitingForStartTask else { return }
    try move(db, node, to: result == .success ? .idle : .startTaskFailed, now: now)
  }

  /// The node will go once its tasks have: it takes none any more.
  static func leave(_ db: Database, _ node: NodeRecord, _ option: NodeDeallocationOption, now: Timestamp) throws {
    try move(db, node, to: .leavingPool, now: now)
    try part(db, node, option)
  }

  /// A node that was to go stays after all; what was done to its tasks is done.
  static func stay(_ db: Database, _ node: NodeRecord, now: Timestamp) throws {
    guard node.state == .leavingPool else { return }
    // The next word of its agent says how it stands.
    try move(db, node, to: .starting, now: now)
    try db.run(literal: "UPDATE nodes SET partingOption = NULL WHERE id = \(node.id)")
    try greet(db, nodeID: node.id, now: now)
  }

  /// The node will restart once its tasks have ended.
  static func reboot(_ db: Database, _ node: NodeRecord, _ option: NodeDeallocationOption, now: Timestamp) throws {
    try move(db, node, to: .rebooting, now: now)
    try part(db, node, option)
  }

  /// It has ended, and starts anew: with the start task that its pool
  /// has now, and with preparations of jobs that want to run again.
  static func begin(_ db: Database, _ node: NodeRecord, now: Timestamp) throws {
    let startTask = try PoolRecord.fetch(db, id: node.poolID)?.startTask()
    try move(db, node, to: .starting, now: now)
    try db.run(
      literal: """
        UPDATE nodes SET boot = boot + 1, bootTime = \(now), partingOption = NULL, startTask = \(startTask),
          startTaskState = NULL, startTaskStart = NULL, startTaskEnd = NULL, startTaskResult = NULL,
          startTaskExitCode = NULL, startTaskFailure = NULL, startTaskRetryCount = 0 WHERE id = \(node.id)
        """)
    try db.run(
      literal: """
        DELETE FROM preparations WHERE nodeId = \(node.id) AND jobIncarnation IN (SELECT incarnation FROM jobs
          WHERE coalesce(json_extract(spec, '$.jobPreparationTask.rerunOnNodeRebootAfterSuccess'), 1) = 1)
        """)
  }

  /// It has gone, and its files with it.
  static func remove(_ db: Database, _ node: NodeRecord, now: Timestamp) throws {
    let jobs = try String.fetchAll(
      db,
      literal: """
        SELECT jobId FROM jobNodes WHERE nodeId = \(node.id) UNION SELECT jobId FROM releases WHERE nodeId = \(node.id)
        """)
    try db.run(
      literal: """
        UPDATE pools SET pastNodeTime = pastNodeTime + \(max(0, now.ticks - node.allocationTime.ticks))
        WHERE id = \(node.poolID)
        """)
    try db.run(
      literal: """
        UPDATE tasks SET filesUntil = NULL, filesRemoved = 1 WHERE nodeId = \(node.id) AND filesUntil IS NOT NULL
        """)
    try db.run(literal: "DELETE FROM nodes WHERE id = \(node.id)")
    for job in jobs { try JobLifecycle.finishIfDone(db, id: job, now: now) }
  }

  /// What becomes of its tasks when a node parts from them.
  static func release(_ db: Database, _ node: NodeRecord, _ option: NodeDeallocationOption) throws {
    guard option == .requeue || option == .terminate else { return }
    let info = try JSONText.encode(TaskLifecycle.endedByRequest)
    try db.run(
      literal: """
        UPDATE tasks SET endRequest = \(info), isRequeued = \(option == .requeue)
        WHERE nodeId = \(node.id) AND state IN ('preparing', 'running') AND endRequest IS NULL
        """)
  }

  /// Whether nothing of it is waited for any more.
  static func mayPart(_ db: Database, _ node: NodeRecord) throws -> Bool {
    guard try Store.load(db, nodeID: node.id).tasks == 0 else { return false }
    guard node.partingOption == .retainedData else { return true }
    return try Int.fetchOne(
      db, literal: "SELECT 1 FROM tasks WHERE nodeId = \(node.id) AND filesUntil IS NOT NULL LIMIT 1") == nil
  }

  private static func part(_ db: Database, _ node: NodeRecord, _ option: NodeDeallocationOption) throws {
    try db.run(literal: "UPDATE nodes SET partingOption = \(option.rawValue) WHERE id = \(node.id)")
    try release(db, node, option)
  }

  static func move(_ db: Database, _ node: NodeRecord, to state: NodeState, now: Timestamp) throws {
    guard state != node.state else { return }
    try db.run(
      literal: "UPDATE nodes SET state = \(state.rawValue), stateTime = \(now) WHERE id = \(node.id)")
  }
}

extension NodeRecord {
  /// Whether tasks wait for the start task's success.
  fileprivate func insistsOnStartTask() throws -> Bool {
    try startTask.map { try JSONText.decode(StartTask.self, $0).waitForSuccess ?? true } ?? false
  }
}
