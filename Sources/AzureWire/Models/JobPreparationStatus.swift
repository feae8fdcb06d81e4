/// How a job's preparation and release stand on one node.
public struct JobPreparationStatus: Codable, Sendable {
  /// The course of one of the two tasks.
  public struct Execution: Codable, Sendable {
    /// `running` or `completed`.
    public var state: String?
    /// When it began; nil until then.
    public var startTime: Timestamp?
    /// When it ended; nil until then.
    public var endTime: Timestamp?
    /// Relative to the node's root directory.
    public var taskRootDirectory: String?
    /// Where the task's files on the node can be read.
    public var taskRootDirectoryUrl: String?
    /// Whether it succeeded; nil until it has ended.
    public var result: TaskResult?
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
  }

  /// The pool that the node is of.
  public var poolId: String?
  /// The node it ran on.
  public var nodeId: String?
  /// Where the service has the node.
  public var nodeUrl: String?
  /// How the preparation went on the node.
  public var jobPreparationTaskExecutionInfo: Execution?
  /// How the release task went on the node; nil before the job has ended.
  public var jobReleaseTaskExecutionInfo: Execution?
}
