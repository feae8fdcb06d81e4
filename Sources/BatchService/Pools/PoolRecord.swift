package import AzureWire
package import GRDB

/// A pool as it is stored.
package struct PoolRecord: FetchableRecord {
  package var id: String
  package var state: PoolState
  package var stateTime: Timestamp
  package var creationTime: Timestamp
  package var lastModified: Timestamp
  package var eTag: String
  package var allocationState: AllocationState
  package var allocationStateTime: Timestamp
  package var targetDedicatedNodes: Int
  package var targetLowPriorityNodes: Int
  /// How long a resize may take.
  package var resizeTimeout: WireDuration
  /// What becomes of the tasks of nodes that go.
  package var deallocationOption: NodeDeallocationOption
  /// JSON of the ``ResizeError``s of the last resize.
  package var resizeErrors: String?
  package var enableAutoScale: Bool
  package var autoScaleFormula: String?
  package var autoScaleInterval: WireDuration
  /// JSON of the last ``AutoScaleRun``.
  package var autoScaleRun: String?
  package var autoScaleEnabledTime: Timestamp?
  package var autoScaleDueTime: Timestamp?
  package var enableInterNodeCommunication: Bool
  package var taskSlotsPerNode: Int
  package var nodeFillType: NodeFillType
  package var vmSize: String
  /// Units of 100 ns that nodes spent in the pool which have gone.
  package var pastNodeTime: Int64
  /// The rest of its description, as JSON.
  package var spec: String

  package init(row: Row) {
    id = row["id"]
    state = PoolState(rawValue: row["state"])
    stateTime = row["stateTime"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    allocationState = AllocationState(rawValue: row["allocationState"])
    allocationStateTime = row["allocationStateTime"]
    targetDedicatedNodes = row["targetDedicatedNodes"]
    targetLowPriorityNodes = row["targetLowPriorityNodes"]
    resizeTimeout = WireDuration(ticks: row["resizeTimeout"])
    deallocationOption = NodeDeallocationOption(rawValue: row["deallocationOption"])
    resizeErrors = row["resizeErrors"]
    enableAutoScale = row["enableAutoScale"]
    autoScaleFormula = row["autoScaleFormula"]
    autoScaleInterval = WireDuration(ticks: row["autoScaleInterval"])
    autoScaleRun = row["autoScaleRun"]
    autoScaleEnabledTime = row["autoScaleEnabledTime"]
    autoScaleDueTime = row["autoScaleDueTime"]
    enableInterNodeCommunication = row["enableInterNodeCommunication"]
    taskSlotsPerNode = row["taskSlotsPerNode"]
    nodeFillType = NodeFillType(rawValue: row["nodeFillType"]) ?? .spread
    vmSize = row["vmSize"]
    pastNodeTime = row["pastNodeTime"]
    spec = row["spec"]
  }

  /// The pool as it stands; nil when there is none.
  package static func fetch(_ db: Database, id: String) throws -> PoolRecord? {
    try fetchOne(db, literal: "SELECT * FROM pools WHERE id = \(id)")
  }

  /// - Throws: ``WireError`` `PoolNotFound`.
  package static func find(_ db: Database, id: String) throws -> PoolRecord {
    guard let pool = try fetch(db, id: id) else { throw WireError.poolNotFound(id) }
    return pool
  }

  /// What its formula may change.
  var targets: AutoscaleTargets {
    AutoscaleTargets(
      dedicated: targetDedicatedNodes, lowPriority: targetLowPriorityNodes, deallocationOption: deallocationOption)
  }

  /// Its start task, as new and restarted nodes get it.
  func startTask() throws -> String? {
    JSONPieces.members(of: spec)?["startTask"]
  }

  /// - Throws: ``WireError`` `PoolBeingDeleted`.
  func requireActive() throws {
    guard state == .active else {
      throw WireError.conflict("PoolBeingDeleted", "The specified pool is being deleted: \(id).")
    }
  }

  /// - Throws: ``WireError`` `PoolBeingResized` or `PoolBeingDeleted`.
  func requireSteady() throws {
    try requireActive()
    guard allocationState == .steady else {
      throw WireError.conflict("PoolBeingResized", "The specified pool is being resized: \(id).")
    }
  }
}
