/// A task that runs on each node when it joins the pool or restarts (Batch
/// API, StartTask).
public struct StartTask: Codable, Sendable, Equatable {
  /// What is run; no shell reads it unless it calls one.
  public var commandLine: String
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// As whom it runs; a user of the service's own unless given.
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
  /// How often it was tried again.
  public var retryCount: Int?
  /// When it was last tried again; nil when it never was.
  public var lastRetryTime: Timestamp?
  /// Whether it succeeded; nil until it has ended.
  public var result: TaskResult?
}
