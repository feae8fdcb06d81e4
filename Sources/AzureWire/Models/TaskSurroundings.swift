/// The container that a task runs in (Batch API, TaskContainerSettings).
public struct TaskContainerSettings: Codable, Sendable, Equatable {
  /// The image with its tag, such as `rocker/r-ver:4`.
  public var imageName: String
  /// As for `docker run`.
  public var containerRunOptions: String?
  /// Where the image comes from and who asks for it, as the service writes it.
  public var registry: JSONValue?
  /// `taskWorkingDirectory` or `containerImageDefault`.
  public var workingDirectory: String?
  /// Directories of the node that the container sees, as the service writes them.
  public var containerHostBatchBindMounts: JSONValue?

  public init(imageName: String, containerRunOptions: String? = nil) {
    self.imageName = imageName
    self.containerRunOptions = containerRunOptions
  }
}

/// Who a task runs as: a user of the pool, or one that the service makes.
public struct UserIdentity: Codable, Sendable, Equatable {
  /// A user that the service makes.
  public struct AutoUser: Codable, Sendable, Equatable {
    /// `task` or `pool`, which it is unless given.
    public var scope: String?
    /// `nonadmin`, which it is unless given, or `admin`.
    public var elevationLevel: String?

    public init(scope: String? = nil, elevationLevel: String? = nil) {
      self.scope = scope
      self.elevationLevel = elevationLevel
    }
  }

  /// A user that the pool has on each node.
  public var username: String?
  /// A user that the service makes for it.
  public var autoUser: AutoUser?

  public init(username: String? = nil, autoUser: AutoUser? = nil) {
    self.username = username
    self.autoUser = autoUser
  }
}

/// The node that a task would like best.
public struct AffinityInformation: Codable, Sendable, Equatable {
  /// Says that something would best run where this is.
  public var affinityId: String

  public init(affinityId: String) {
    self.affinityId = affinityId
  }
}

/// An application that is unpacked on the node.
public struct ApplicationPackageReference: Codable, Sendable, Equatable {
  /// The application that the package is of.
  public var applicationId: String
  /// The application's default version unless given.
  public var version: String?

  public init(applicationId: String, version: String? = nil) {
    self.applicationId = applicationId
    self.version = version
  }
}
