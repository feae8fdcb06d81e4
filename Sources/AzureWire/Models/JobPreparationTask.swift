/// A task that runs on each node before the job's first task there (Batch
/// API, JobPreparationTask).
public struct JobPreparationTask: Codable, Sendable, Equatable {
  /// `jobpreparation` unless given.
  public var id: String?
  public var commandLine: String
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var environmentSettings: [NameValue]?
  public var constraints: TaskConstraints?
  /// Whether the job's tasks wait for it on the node; true unless given.
  public var waitForSuccess: Bool?
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
