package import AzureWire
package import NIOCore

/// The description of a new job: checked, with the service's defaults.
package struct JobDescription {
  package var parameters: JobAddParameters
  /// The JSON that is stored: all the client said but the members that
  /// change, which have columns of their own.
  package var spec: String

  private static let changing = ["id", "priority", "onAllTasksComplete"]
  /// Members that the service alone says.
  private static let answered = [
    "url", "eTag", "creationTime", "lastModified", "state", "stateTransitionTime", "previousState",
    "previousStateTransitionTime", "executionInfo",
  ]

  package init(_ body: ByteBuffer) throws {
    parameters = try RequestDecoding.decode(JobAddParameters.self, from: body)
    try Self.check(parameters)
    var members = try RequestDecoding.object(from: body)
    for name in Self.changing + Self.answered { members[name] = nil }
    members["maxParallelTasks"] = members["maxParallelTasks"] ?? .int(-1)
    members["usesTaskDependencies"] = members["usesTaskDependencies"] ?? .bool(false)
    members["allowTaskPreemption"] = members["allowTaskPreemption"] ?? .bool(false)
    members["onTaskFailure"] = members["onTaskFailure"] ?? .string("noaction")
    members["constraints"] = .object([
      "maxWallClockTime": .string((parameters.constraints?.maxWallClockTime ?? .unlimited).iso8601),
      "maxTaskRetryCount": .int(Int64(parameters.constraints?.maxTaskRetryCount ?? 0)),
    ])
    if case .array([])? = members["metadata"] { members["metadata"] = nil }
    if case .object(var preparation)? = members["jobPreparationTask"] {
      preparation["id"] = preparation["id"] ?? .string("jobpreparation")
      preparation["waitForSuccess"] = preparation["waitForSuccess"] ?? .bool(true)
      preparation["rerunOnNodeRebootAfterSuccess"] = preparation["rerunOnNodeRebootAfterSuccess"] ?? .bool(true)
      members["jobPreparationTask"] = .object(preparation)
    }
    spec = try JSONText.encode(JSONValue.object(members))
  }

  private static func check(_ parameters: JobAddParameters) throws {
    guard ResourceID.isValid(parameters.id) else {
      throw WireError.invalidProperty(
        "id", value: parameters.id,
        reason: "An id holds 1 to 64 letters, digits, hyphens and underscores")
    }
    try check(
      priority: parameters.priority, constraints: parameters.constraints,
      onAllTasksComplete: parameters.onAllTasksComplete)
  }

  /// What a new job and a change of one have in common.
  static func check(
    priority: Int?, constraints: JobConstraints?, onAllTasksComplete: OnAllTasksComplete?
  ) throws {
    if let priority, !(-1000...1000).contains(priority) {
      throw WireError.invalidProperty("priority", value: String(priority), reason: "The range is -1000 to 1000")
    }
    if let count = constraints?.maxTaskRetryCount, count < -1 {
      throw WireError.invalidProperty(
        "constraints.maxTaskRetryCount", value: String(count), reason: "The smallest value is -1")
    }
    if let action = onAllTasksComplete, action != .noAction, action != .terminateJob {
      throw WireError.invalidProperty(
        "onAllTasksComplete", value: action.rawValue, reason: "It is either noaction or terminatejob")
    }
  }
}
