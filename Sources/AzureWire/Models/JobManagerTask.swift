/// The task that runs first in a job and may lead it (Batch API,
/// JobManagerTask).
public struct JobManagerTask: Codable, Sendable, Equatable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// What is run; no shell reads it unless it calls one.
  public var commandLine: String
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Files that are uploaded when it has ended.
  public var outputFiles: [OutputFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// How long it may take and how often it may be tried.
  public var constraints: TaskConstraints?
  /// Slots of a node that it takes.
  public var requiredSlots: Int?
  /// Whether the job ends with it; true unless given.
  public var killJobOnCompletion: Bool?
  /// As whom it runs; a user of the service's own unless given.
  public var userIdentity: UserIdentity?
  /// Whether no other task runs on its node meanwhile; true unless given.
  public var runExclusive: Bool?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// Whether it may run where it can be pushed off the node.
  public var allowLowPriorityNode: Bool?

  public init(id: String, commandLine: String) {
    self.id = id
    self.commandLine = commandLine
  }
}
