package import AzureWire
package import NIOCore

/// The description of a new job: checked, with the service's defaults.
package struct JobDescription {
  package var parameters: JobAddParameters
  /// The JSON that is stored: all the client said but the members that
  /// change, which have columns of their own.
  package var spec: String
  /// The task that the job begins with, when it has a manager.
  var manager: TaskDescription?

  private static let changing = ["id", "priority", "onAllTasksComplete"]
  /// Members that the service alone says.
  private static let answered = [
    "url", "eTag", "creationTime", "lastModified", "state", "stateTransitionTime", "previousState",
    "previousStateTransitionTime", "executionInfo", "stats",
  ]

  /// - Throws: ``WireError`` for what Batch would refuse.
  package init(_ body: ByteBuffer) throws {
    let members = try RequestDecoding.object(from: body)
    try self.init(members)
    try Properties.checkID(parameters.id)
  }

  /// - Parameter members: may hold an id that only a schedule gives.
  /// - Throws: ``WireError`` for what Batch would refuse.
  init(_ said: [String: JSONValue]) throws {
    var members = said
    for name in ["jobManagerTask", "jobPreparationTask", "jobReleaseTask"] {
      members[name] = members[name].map(ContainerSettings.dropBlank)
    }
    parameters = try RequestDecoding.decode(
      JobAddParameters.self, from: try JSONText.encode(JSONValue.object(members)))
    try JobRules.check(parameters)
    try AutoPools.check(.object(members))
    for name in Self.changing + Self.answered { members[name] = nil }
    members["maxParallelTasks"] = members["maxParallelTasks"] ?? .int(-1)
    members["usesTaskDependencies"] = members["usesTaskDependencies"] ?? .bool(false)
    members["allowTaskPreemption"] = members["allowTaskPreemption"] ?? .bool(false)
    members["onTaskFailure"] = .string((parameters.onTaskFailure ?? .noAction).rawValue)
    members["constraints"] = .object([
      "maxWallClockTime": .string((parameters.constraints?.maxWallClockTime ?? .unlimited).iso8601),
      "maxTaskRetryCount": .int(Int64(parameters.constraints?.maxTaskRetryCount ?? 0)),
    ])
    if case .array([])? = members["metadata"] { members["metadata"] = nil }
    members["jobPreparationTask"] = members["jobPreparationTask"].map(Self.preparation)
    members["jobReleaseTask"] = members["jobReleaseTask"].map(Self.release)
    if let manager = members["jobManagerTask"] {
      let filled = Self.manager(manager)
      members["jobManagerTask"] = filled
      self.manager = try Self.managerTask(filled)
    }
    spec = try JSONText.encode(JSONValue.object(members))
  }

  /// The whole description with its defaults, as a schedule shows it.
  func members() throws -> [String: JSONValue] {
    guard case .object(var members) = try JSONText.decode(JSONValue.self, spec) else { return [:] }
    members["priority"] = .int(Int64(parameters.priority ?? 0))
    members["onAllTasksComplete"] = .string((parameters.onAllTasksComplete ?? .noAction).rawValue)
    return members
  }

  private static func preparation(_ said: JSONValue) -> JSONValue {
    said.filled([
      "id": .string("jobpreparation"), "waitForSuccess": .bool(true), "rerunOnNodeRebootAfterSuccess": .bool(true),
    ])
  }

  private static func release(_ said: JSONValue) -> JSONValue {
    said.filled([
      "id": .string("jobrelease"), "maxWallClockTime": .string("PT15M"), "retentionTime": .string("P7D"),
    ])
  }

  private static func manager(_ said: JSONValue) -> JSONValue {
    said.filled([
      "killJobOnCompletion": .bool(true), "runExclusive": .bool(true), "requiredSlots": .int(1),
      "allowLowPriorityNode": .bool(true),
    ])
  }

  /// A manager is a task like any other, but for what it does to its job.
  private static func managerTask(_ manager: JSONValue) throws -> TaskDescription {
    var task = manager
    for name in ["killJobOnCompletion", "runExclusive", "allowLowPriorityNode"] { task[name] = nil }
    var description = try TaskDescription(try JSONText.encode(task))
    description.isExclusive = manager["runExclusive"] != .bool(false)
    return description
  }
}

extension JSONValue {
  /// The object with these members where it has none of the name.
  func filled(_ defaults: [String: JSONValue]) -> JSONValue {
    var result = self
    for (name, value) in defaults where result[name] == nil || result[name] == .null { result[name] = value }
    return result
  }
}
