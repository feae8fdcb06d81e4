/// A task that runs on each node when it joins the pool or restarts (Batch
/// API, StartTask).
public struct StartTask: Codable, Sendable, Equatable {
  public var commandLine: String
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var environmentSettings: [NameValue]?
  public var userIdentity: UserIdentity?
  /// Tries after the first; -1 without end.
  public var maxTaskRetryCount: Int?
  /// Whether no task runs on the node before it has succeeded.
  public var waitForSuccess: Bool?

  public init(commandLine: String) {
    self.commandLine = commandLine
  }
}

/// The course of a start task on one node (Batch API, StartTaskInformation).
public struct StartTaskInformation: Codable, Sendable {
  /// `running` or `completed`.
  public var state: String?
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  public var exitCode: Int?
  public var containerInfo: JSONValue?
  public var failureInfo: TaskFailureInformation?
  public var retryCount: Int?
  public var lastRetryTime: Timestamp?
  public var result: TaskResult?
}
