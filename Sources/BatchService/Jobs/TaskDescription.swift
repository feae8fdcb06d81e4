package import AzureWire
import HTTPTypes

/// The description of a new task: checked, with the service's defaults.
package struct TaskDescription {
  package var parameters: TaskAddParameters
  package var spec: String
  /// Whether its node runs nothing beside it.
  var isExclusive = false

  /// - Parameter text: a JSON object; what it says beyond the parameters is
  ///   kept as it is.
  /// - Throws: ``WireError`` for a property that Batch would refuse.
  package init(_ text: String) throws {
    members = try RequestDecoding.members(of: text)
    var text = text
    if let settings = members["containerSettings"], try ContainerSettings.isBlank(settings) {
      members["containerSettings"] = nil
      text = JSONPieces.object(members)
    }
    if let settings = members["containerSettings"] {
      members["containerSettings"] = try JSONText.encode(
        SecretMembers.removed(from: try RequestDecoding.decode(JSONValue.self, from: settings)))
    }
    if let files = members["resourceFiles"], files.contains("\"blobSource\"") {
      members["resourceFiles"] = try JSONText.encode(
        OldNames.renewed(files: try RequestDecoding.decode(JSONValue.self, from: files)))
      text = JSONPieces.object(members)
    }
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
    "previousStateTransitionTime", "executionInfo", "nodeInfo", "stats",
  ]
  /// The longest list of ids, in characters (Batch API, TaskDependencies).
  private static let longestDependencies = 64_000

  /// Fills in what the job decides.
  ///
  /// - Throws: ``WireError`` for what the job does not allow.
  package mutating func resolve(for job: JobRecord) throws {
    members["constraints"] = Self.json(of: parameters.constraints, in: job)
    spec = JSONPieces.object(members)
    guard parameters.dependsOn == nil || job.usesTaskDependencies else {
      throw WireError(
        .badRequest, "TaskDependenciesNotSpecifiedOnJob",
        "A task was specified with dependencies, but the job does not set usesTaskDependencies.")
    }
    if job.onTaskFailure == .noAction, let action = parameters.exitConditions?.jobActions.first {
      throw WireError.invalidProperty(
        "exitConditions.jobAction", value: action.rawValue,
        reason: "The job's onTaskFailure is not performexitoptionsjobaction")
    }
  }

  /// Constraints with their defaults.
  static func json(of constraints: TaskConstraints?, in job: JobRecord) -> String {
    var members = JSONMembers()
    members.add("maxWallClockTime", (constraints?.maxWallClockTime ?? .unlimited).iso8601)
    members.add("retentionTime", (constraints?.retentionTime ?? defaultRetention).iso8601)
    members.add("maxTaskRetryCount", constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount)
    return members.text
  }

  /// Source: Batch API, TaskConstraints.
  static let defaultRetention = WireDuration.days(7)

  private static func check(_ parameters: TaskAddParameters) throws {
    try Properties.checkID(parameters.id)
    try Properties.checkName(parameters.displayName)
    try Properties.checkCommand(parameters.commandLine)
    try Properties.checkSlots(parameters.requiredSlots)
    try Properties.check(parameters.constraints)
    try Properties.checkSettings(parameters.environmentSettings)
    try Properties.check(parameters.resourceFiles)
    try Properties.check(parameters.outputFiles)
    let ids = parameters.dependsOn?.taskIds ?? []
    guard ids.reduce(0, { $0 + $1.utf8.count }) <= longestDependencies else {
      throw WireError(
        .badRequest, "TaskDependencyListTooLong",
        "The ids of the tasks that a task depends on hold more than \(longestDependencies) characters.")
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
