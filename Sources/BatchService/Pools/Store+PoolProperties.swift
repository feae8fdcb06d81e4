package import AzureWire
import GRDB
import HTTPTypes

/// Changes of what a pool is made of.
extension Store {
  /// - Throws: ``WireError`` when a value is not allowed, or cannot change
  ///   while the pool has nodes.
  package func patchPool(
    _ id: String, _ members: [String: JSONValue], _ conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> PoolRecord {
    let patch = try PoolPatch(members)
    return try await changePool(id, conditions, now: now) { db, pool in
      try pool.requireActive()
      let nodes = try Self.nodes(db, of: pool, now: now)
      guard patch.fixed.isEmpty || nodes.dedicated + nodes.lowPriority == 0 else {
        throw WireError(
          .conflict, "OperationInvalidForCurrentState",
          "The specified operation is not valid for the current state of the resource.",
          values: [
            .init(
              key: "Reason",
              value: "A pool that has nodes cannot change \(patch.fixed.sorted().joined(separator: ", "))")
          ])
      }
      try db.execute(
        literal: """
          UPDATE pools SET vmSize = \(patch.parameters.vmSize ?? pool.vmSize),
            taskSlotsPerNode = \(patch.parameters.taskSlotsPerNode ?? pool.taskSlotsPerNode),
            enableInterNodeCommunication =
              \(patch.parameters.enableInterNodeCommunication ?? pool.enableInterNodeCommunication),
            nodeFillType = \((patch.fillType ?? pool.nodeFillType).rawValue),
            spec = \(try patch.applied(to: pool.spec)) WHERE id = \(pool.id)
          """)
    }
  }

  /// Replaces start task, packages and metadata; a start task that is not
  /// given is taken away.
  package func replacePoolProperties(
    _ id: String, _ members: [String: JSONValue], now: Timestamp
  ) async throws -> PoolRecord {
    for name in ["applicationPackageReferences", "metadata"] where members[name] == nil {
      throw WireError.missingProperty(name)
    }
    var given = members.filter { ["startTask", "applicationPackageReferences", "metadata"].contains($0.key) }
    given["startTask"] = given["startTask"] ?? .null
    let patch = try PoolPatch(given)
    return try await changePool(id, now: now) { db, pool in
      try pool.requireActive()
      try db.execute(literal: "UPDATE pools SET spec = \(try patch.applied(to: pool.spec)) WHERE id = \(pool.id)")
    }
  }
}

/// What is to change of a pool's description.
private struct PoolPatch: Sendable {
  let parameters: PoolPatchParameters
  let fillType: NodeFillType?
  /// Members that cannot change while there are nodes.
  let fixed: Set<String>
  /// The members that go into the description, null for those that leave it.
  private let described: [String: JSONValue]

  private static let changeable: Set<String> = [
    "displayName", "startTask", "applicationPackageReferences", "metadata",
  ]
  private static let fixedMembers: Set<String> = [
    "vmSize", "virtualMachineConfiguration", "enableInterNodeCommunication", "taskSlotsPerNode",
    "taskSchedulingPolicy", "networkConfiguration", "userAccounts", "mountConfiguration", "upgradePolicy",
  ]
  private static let columns: Set<String> = ["vmSize", "taskSlotsPerNode", "enableInterNodeCommunication"]

  init(_ said: [String: JSONValue]) throws {
    var members = said
    if let task = members["startTask"], task != .null {
      members["startTask"] = PoolDescription.filledStartTask(ContainerSettings.dropBlank(task))
    }
    parameters = try RequestDecoding.decode(
      PoolPatchParameters.self, from: try JSONText.encode(JSONValue.object(members)))
    try Properties.checkName(parameters.displayName)
    try PoolRules.checkSize(parameters.vmSize)
    try PoolRules.checkSlots(parameters.taskSlotsPerNode)
    try PoolRules.check(parameters.startTask)
    try Properties.checkMetadata(parameters.metadata)
    try PoolRules.check(parameters.applicationPackageReferences)
    fillType = try parameters.taskSchedulingPolicy.map { try PoolRules.fillType($0) }
    fixed = Self.fixedMembers.intersection(members.keys)
    if let fillType {
      members["taskSchedulingPolicy"] = PoolDescription.policy(parameters.taskSchedulingPolicy, fillType)
    }
    for name in ["metadata", "applicationPackageReferences"] where members[name] == .array([]) {
      members[name] = .null
    }
    described = members.filter {
      (Self.changeable.contains($0.key) || Self.fixedMembers.contains($0.key)) && !Self.columns.contains($0.key)
    }
  }

  func applied(to spec: String) throws -> String {
    guard case .object(var members) = try JSONText.decode(JSONValue.self, spec) else { return spec }
    for (name, value) in described { members[name] = value == .null ? nil : value }
    return try JSONText.encode(JSONValue.object(members))
  }
}
