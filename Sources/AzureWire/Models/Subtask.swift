/// One part of a multi-instance task (Batch API, SubtaskInformation).
public struct BatchSubtask: Codable, Sendable {
  /// The number of the part, from 1.
  public var id: Int?
  /// Where the task runs or ran last.
  public var nodeInfo: TaskNodeInformation?
  /// When it began; nil until then.
  public var startTime: Timestamp?
  /// When it ended; nil until then.
  public var endTime: Timestamp?
  /// What the process ended with; nil when there was none.
  public var exitCode: Int?
  /// The container that it ran in, as the service writes it.
  public var containerInfo: JSONValue?
  /// Why it failed; nil when it has not.
  public var failureInfo: TaskFailureInformation?
  /// How far this part of the task is.
  public var state: TaskState?
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// The state before; nil in the first.
  public var previousState: TaskState?
  /// When it came into the state before.
  public var previousStateTransitionTime: Timestamp?
  /// Whether it succeeded; nil until it has ended.
  public var result: TaskResult?
}
