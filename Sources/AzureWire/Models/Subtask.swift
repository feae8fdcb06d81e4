/// One part of a multi-instance task (Batch API, SubtaskInformation).
public struct BatchSubtask: Codable, Sendable {
  public var id: Int?
  public var nodeInfo: TaskNodeInformation?
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  public var exitCode: Int?
  public var containerInfo: JSONValue?
  public var failureInfo: TaskFailureInformation?
  public var state: TaskState?
  public var stateTransitionTime: Timestamp?
  public var previousState: TaskState?
  public var previousStateTransitionTime: Timestamp?
  public var result: TaskResult?
}
