/// A task that runs at a job's end on each node where its preparation
/// succeeded (Batch API, JobReleaseTask).
public struct JobReleaseTask: Codable, Sendable, Equatable {
  /// `jobrelease` unless given.
  public var id: String?
  public var commandLine: String
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var environmentSettings: [NameValue]?
  /// At most 15 minutes, which it is unless given.
  public var maxWallClockTime: WireDuration?
  public var retentionTime: WireDuration?
  public var userIdentity: UserIdentity?

  public init(commandLine: String) {
    self.commandLine = commandLine
  }
}
