package import AzureWire
package import NIOCore

/// The description of a new pool: checked, with the service's defaults.
package struct PoolDescription {
  package var id: String
  package var specification: PoolSpecification
  /// The JSON that is stored: all the client said but what has columns.
  package var spec: String
  var nodeFillType: NodeFillType

  /// What a pool is, in columns of its own.
  private static let columns = [
    "id", "vmSize", "resizeTimeout", "targetDedicatedNodes", "targetLowPriorityNodes", "enableAutoScale",
    "autoScaleFormula", "autoScaleEvaluationInterval", "enableInterNodeCommunication", "taskSlotsPerNode",
  ]
  /// Members that the service alone says.
  private static let answered = [
    "url", "eTag", "creationTime", "lastModified", "state", "stateTransitionTime", "allocationState",
    "allocationStateTransitionTime", "currentDedicatedNodes", "currentLowPriorityNodes", "resizeErrors",
    "autoScaleRun", "stats",
  ]

  /// - Throws: ``WireError`` for what Batch would refuse.
  package init(_ body: ByteBuffer) throws {
    let members = try RequestDecoding.object(from: body)
    guard case .string(let id)? = members["id"] else { throw WireError.missingProperty("id") }
    try Properties.checkID(id)
    try self.init(id: id, members)
  }

  /// A pool that a job or schedule describes for itself.
  ///
  /// - Throws: ``WireError`` for what Batch would refuse.
  package init(id: String, _ said: [String: JSONValue]) throws {
    var members = OldNames.renewed(pool: said)
    members["startTask"] = members["startTask"].map(ContainerSettings.dropBlank).map(Self.filledStartTask)
    let specification = try RequestDecoding.decode(
      PoolSpecification.self, from: try JSONText.encode(JSONValue.object(members)))
    guard members["virtualMachineConfiguration"] != nil || members["cloudServiceConfiguration"] != nil else {
      throw WireError.missingProperty("virtualMachineConfiguration")
    }
    try PoolRules.check(specification)
    for name in Self.columns + Self.answered { members[name] = nil }
    if case .array([])? = members["metadata"] { members["metadata"] = nil }
    self.id = id
    self.specification = specification
    nodeFillType = try PoolRules.fillType(specification.taskSchedulingPolicy)
    members["taskSchedulingPolicy"] = Self.policy(specification.taskSchedulingPolicy, nodeFillType)
    spec = try JSONText.encode(JSONValue.object(members))
  }

  /// A start task with what it does unless told (Batch API, StartTask).
  static func filledStartTask(_ said: JSONValue) -> JSONValue {
    said.filled([
      "maxTaskRetryCount": .int(0), "waitForSuccess": .bool(true),
      "userIdentity": .object([
        "autoUser": .object(["scope": .string("pool"), "elevationLevel": .string("nonadmin")])
      ]),
    ])
  }

  static func policy(_ policy: TaskSchedulingPolicy?, _ fillType: NodeFillType) -> JSONValue {
    var members: [String: JSONValue] = ["nodeFillType": .string(fillType.answer)]
    members["jobDefaultOrder"] = policy?.jobDefaultOrder.map { .string($0) }
    return .object(members)
  }
}
