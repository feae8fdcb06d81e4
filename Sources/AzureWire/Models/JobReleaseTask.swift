/// A task that runs at a job's end on each node where its preparation
/// succeeded (Batch API, JobReleaseTask).
public struct JobReleaseTask: Codable, Sendable, Equatable {
  /// `jobrelease` unless given.
  public var id: String?
  /// What is run; no shell reads it unless it calls one.
  public var commandLine: String
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// At most 15 minutes, which it is unless given.
  public var maxWallClockTime: WireDuration?
  /// How long its files stay on the node after its end.
  public var retentionTime: WireDuration?
  /// As whom it runs; a user of the service's own unless given.
  public var userIdentity: UserIdentity?

  public init(commandLine: String) {
    self.commandLine = commandLine
  }
}
