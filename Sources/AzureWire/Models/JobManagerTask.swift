/// The task that runs first in a job and may lead it (Batch API,
/// JobManagerTask).
public struct JobManagerTask: Codable, Sendable, Equatable {
  public var id: String
  public var displayName: String?
  public var commandLine: String
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var outputFiles: [OutputFile]?
  public var environmentSettings: [NameValue]?
  public var constraints: TaskConstraints?
  public var requiredSlots: Int?
  /// Whether the job ends with it; true unless given.
  public var killJobOnCompletion: Bool?
  public var userIdentity: UserIdentity?
  /// Whether no other task runs on its node meanwhile; true unless given.
  public var runExclusive: Bool?
  public var applicationPackageReferences: [ApplicationPackageReference]?
  public var allowLowPriorityNode: Bool?

  public init(id: String, commandLine: String) {
    self.id = id
    self.commandLine = commandLine
  }
}
