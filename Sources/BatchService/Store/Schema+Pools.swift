import GRDB

/// What came to the tables with pools of any size: resizes, autoscale, start
/// tasks, and nodes that restart, rest or leave.
extension Schema {
  static func addPoolControl(_ db: Database) throws {
    try db.execute(sql: poolColumns + nodeColumns + nodeWork + samples)
  }

  private static let poolColumns = """
    ALTER TABLE pools ADD COLUMN stateTime INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE pools ADD COLUMN allocationState TEXT NOT NULL DEFAULT 'steady';
    ALTER TABLE pools ADD COLUMN allocationStateTime INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE pools ADD COLUMN targetLowPriorityNodes INTEGER NOT NULL DEFAULT 0;
    -- Units of 100 ns.
    ALTER TABLE pools ADD COLUMN resizeTimeout INTEGER NOT NULL DEFAULT 9000000000;
    -- What becomes of the tasks of nodes that go.
    ALTER TABLE pools ADD COLUMN deallocationOption TEXT NOT NULL DEFAULT 'requeue';
    -- Why the last resize has not reached its targets, as JSON.
    ALTER TABLE pools ADD COLUMN resizeErrors TEXT;
    ALTER TABLE pools ADD COLUMN enableAutoScale INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE pools ADD COLUMN autoScaleFormula TEXT;
    ALTER TABLE pools ADD COLUMN autoScaleInterval INTEGER NOT NULL DEFAULT 9000000000;
    -- The last evaluation, as JSON.
    ALTER TABLE pools ADD COLUMN autoScaleRun TEXT;
    ALTER TABLE pools ADD COLUMN autoScaleEnabledTime INTEGER;
    -- When the formula is to be evaluated next.
    ALTER TABLE pools ADD COLUMN autoScaleDueTime INTEGER;
    ALTER TABLE pools ADD COLUMN enableInterNodeCommunication INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE pools ADD COLUMN nodeFillType TEXT NOT NULL DEFAULT 'spread';
    -- The time that nodes which have gone spent in the pool, in units of 100 ns.
    ALTER TABLE pools ADD COLUMN pastNodeTime INTEGER NOT NULL DEFAULT 0;
    UPDATE pools SET stateTime = creationTime, allocationStateTime = creationTime,
      spec = json_set(spec, '$.taskSchedulingPolicy', json('{"nodeFillType":"Spread"}'));

    """

  private static let nodeColumns = """
    ALTER TABLE nodes ADD COLUMN isDedicated INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE nodes ADD COLUMN schedulingState TEXT NOT NULL DEFAULT 'enabled';
    -- Counts the restarts from 1; a start task runs once for each.
    ALTER TABLE nodes ADD COLUMN boot INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE nodes ADD COLUMN bootTime INTEGER NOT NULL DEFAULT 0;
    -- What becomes of its tasks before it restarts or goes.
    ALTER TABLE nodes ADD COLUMN partingOption TEXT;
    -- The start task of this boot, as the pool described it then.
    ALTER TABLE nodes ADD COLUMN startTask TEXT;
    ALTER TABLE nodes ADD COLUMN startTaskState TEXT;
    ALTER TABLE nodes ADD COLUMN startTaskStart INTEGER;
    ALTER TABLE nodes ADD COLUMN startTaskEnd INTEGER;
    ALTER TABLE nodes ADD COLUMN startTaskResult TEXT;
    ALTER TABLE nodes ADD COLUMN startTaskExitCode INTEGER;
    ALTER TABLE nodes ADD COLUMN startTaskFailure TEXT;
    ALTER TABLE nodes ADD COLUMN startTaskRetryCount INTEGER NOT NULL DEFAULT 0;
    -- What is wrong with the node, as JSON.
    ALTER TABLE nodes ADD COLUMN errors TEXT;
    -- When it last turned from idle to running or back.
    ALTER TABLE nodes ADD COLUMN workTime INTEGER NOT NULL DEFAULT 0;
    UPDATE nodes SET bootTime = allocationTime, workTime = stateTime;
    CREATE INDEX nodesOfPool ON nodes(poolId, id);

    """

  /// A node runs while it holds a task.
  private static let nodeWork = """
    CREATE TRIGGER workBegun AFTER UPDATE OF state ON tasks
      WHEN OLD.state = 'active' AND NEW.state IN ('preparing', 'running') BEGIN
      UPDATE nodes SET workTime = NEW.stateTime WHERE id = NEW.nodeId AND
        (SELECT count(*) FROM tasks WHERE nodeId = NEW.nodeId AND state IN ('preparing', 'running')) = 1;
    END;
    CREATE TRIGGER workEnded AFTER UPDATE OF state ON tasks
      WHEN OLD.state IN ('preparing', 'running') AND NEW.state IN ('active', 'completed') BEGIN
      UPDATE nodes SET workTime = NEW.stateTime WHERE id = OLD.nodeId AND NOT EXISTS
        (SELECT 1 FROM tasks WHERE nodeId = OLD.nodeId AND state IN ('preparing', 'running'));
    END;

    """

  /// The metrics of a pool every 30 seconds, for a day; see
  /// ``AutoscaleSamples``.
  private static let samples = """
    CREATE TABLE poolSamples (
      poolId TEXT NOT NULL COLLATE NOCASE REFERENCES pools(id) ON DELETE CASCADE,
      time INTEGER NOT NULL,
      -- The metrics by name, as JSON.
      metrics TEXT NOT NULL,
      PRIMARY KEY (poolId, time)
    ) WITHOUT ROWID;
    """
}
