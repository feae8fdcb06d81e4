/// A task that runs on each node before the job's first task there (Batch
/// API, JobPreparationTask).
public struct JobPreparationTask: Codable, Sendable, Equatable {
  /// `jobpreparation` unless given.
  public var id: String?
  /// What is run; no shell reads it unless it calls one.
  public var commandLine: String
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// How long it may take and how often it may be tried.
  public var constraints: TaskConstraints?
  /// Whether the job's tasks wait for it on the node; true unless given.
  public var waitForSuccess: Bool?
  /// As whom it runs; a user of the service's own unless given.
  public var userIdentity: UserIdentity?
  /// True unless given.
  public var rerunOnNodeRebootAfterSuccess: Bool?

  public init(
    commandLine: String, resourceFiles: [ResourceFile]? = nil, environmentSettings: [NameValue]? = nil,
    constraints: TaskConstraints? = nil, waitForSuccess: Bool? = nil
  ) {
    self.commandLine = commandLine
    self.resourceFiles = resourceFiles
    self.environmentSettings = environmentSettings
    self.constraints = constraints
    self.waitForSuccess = waitForSuccess
  }
}
