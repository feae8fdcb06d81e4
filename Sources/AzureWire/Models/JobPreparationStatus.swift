/// How a job's preparation and release stand on one node.
public struct JobPreparationStatus: Codable, Sendable {
  /// The course of one of the two tasks.
  public struct Execution: Codable, Sendable {
    /// `running` or `completed`.
    public var state: String?
    public var startTime: Timestamp?
    public var endTime: Timestamp?
    /// Relative to the node's root directory.
    public var taskRootDirectory: String?
    public var taskRootDirectoryUrl: String?
    public var result: TaskResult?
    public var exitCode: Int?
    public var containerInfo: JSONValue?
    public var failureInfo: TaskFailureInformation?
    public var retryCount: Int?
    public var lastRetryTime: Timestamp?
  }

  public var poolId: String?
  public var nodeId: String?
  public var nodeUrl: String?
  public var jobPreparationTaskExecutionInfo: Execution?
  public var jobReleaseTaskExecutionInfo: Execution?
}
