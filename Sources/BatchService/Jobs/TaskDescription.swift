package import AzureWire
import HTTPTypes

/// The description of a new task: checked, with the service's defaults.
package struct TaskDescription {
  package var parameters: TaskAddParameters
  package var spec: String

  /// - Parameter text: a JSON object; what it says beyond the parameters is
  ///   kept as it is.
  /// - Throws: ``WireError`` for a property that Batch would refuse.
  package init(_ text: String) throws {
    members = try RequestDecoding.members(of: text)
    parameters = try RequestDecoding.decode(TaskAddParameters.self, from: text)
    try Self.check(parameters)
    for name in Self.answered { members[name] = nil }
    members["requiredSlots"] = String(parameters.requiredSlots ?? 1)
    members["userIdentity"] =
      members["userIdentity"] ?? #"{"autoUser":{"scope":"pool","elevationLevel":"nonadmin"}}"#
    spec = ""
  }

  /// Values as JSON.
  private var members: [String: String]

  /// Members that the service alone says.
  private static let answered = [
    "id", "url", "eTag", "creationTime", "lastModified", "state", "stateTransitionTime", "previousState",
    "previousStateTransitionTime", "executionInfo", "nodeInfo",
  ]
  /// More slots than any node has; the counts of a job add them up.
  private static let maximumSlots = 65_536

  /// Fills in what the job decides.
  package mutating func resolve(for job: JobRecord) throws {
    var constraints = JSONMembers()
    constraints.add("maxWallClockTime", (parameters.constraints?.maxWallClockTime ?? .unlimited).iso8601)
    constraints.add("retentionTime", (parameters.constraints?.retentionTime ?? .days(7)).iso8601)
    constraints.add("maxTaskRetryCount", parameters.constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount)
    members["constraints"] = constraints.text
    spec = JSONPieces.object(members)
    guard parameters.dependsOn == nil || job.usesTaskDependencies else {
      throw WireError(
        .badRequest, "TaskDependenciesNotSpecifiedOnJob",
        "A task was specified with dependencies, but the job does not set usesTaskDependencies.")
    }
  }

  private static func check(_ parameters: TaskAddParameters) throws {
    guard ResourceID.isValid(parameters.id) else {
      throw WireError.invalidProperty(
        "id", value: parameters.id, reason: "An id holds 1 to 64 letters, digits, hyphens and underscores")
    }
    guard parameters.commandLine.contains(where: { !$0.isWhitespace }) else {
      throw WireError.invalidProperty("commandLine", value: "", reason: "The command line is empty")
    }
    if let slots = parameters.requiredSlots, slots < 1 {
      throw WireError.invalidProperty("requiredSlots", value: String(slots), reason: "The smallest value is 1")
    }
    if let slots = parameters.requiredSlots, slots > maximumSlots {
      throw WireError.invalidProperty(
        "requiredSlots", value: String(slots), reason: "The largest value is \(maximumSlots)")
    }
    if let count = parameters.constraints?.maxTaskRetryCount, count < -1 {
      throw WireError.invalidProperty(
        "constraints.maxTaskRetryCount", value: String(count), reason: "The smallest value is -1")
    }
    for range in parameters.dependsOn?.taskIdRanges ?? [] {
      let value = "\(range.start) to \(range.end)"
      guard range.start <= range.end else {
        throw WireError.invalidProperty(
          "dependsOn.taskIdRanges", value: value, reason: "The end lies before the start")
      }
      let (length, isTooLong) = range.end.subtractingReportingOverflow(range.start)
      guard !isTooLong, length < .max else {
        throw WireError.invalidProperty("dependsOn.taskIdRanges", value: value, reason: "The range is too long")
      }
    }
    try parameters.exitConditions?.checkActions()
  }
}
