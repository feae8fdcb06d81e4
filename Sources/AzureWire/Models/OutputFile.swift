/// Files that a node uploads after a task has ended (Batch API, OutputFile).
public struct OutputFile: Codable, Sendable, Equatable {
  /// Where the files go.
  public struct Destination: Codable, Sendable, Equatable {
    /// The container that the files go to.
    public var container: Container
  }

  /// A container of Blob Storage.
  public struct Container: Codable, Sendable, Equatable {
    /// The URL of the container, with a signature that allows writing.
    public var containerUrl: String
    /// The blob's name when the pattern has no wildcard, else its prefix.
    public var path: String?
    /// Headers of the uploads, such as `Content-Type`.
    public var uploadHeaders: [NameValue]?
    /// The managed identity that writes, in place of a signature.
    public var identityReference: JSONValue?
  }

  /// When the files are uploaded.
  public struct UploadOptions: Codable, Sendable, Equatable {
    /// After which ends files are uploaded.
    public var uploadCondition: UploadCondition
  }

  /// Relative to the task's working directory; `*`, `**`, `?` and `[...]`
  /// are wildcards.
  public var filePattern: String
  /// Where the files go.
  public var destination: Destination
  /// When the files are uploaded.
  public var uploadOptions: UploadOptions

  public init(filePattern: String, containerUrl: String, path: String?, uploadCondition: UploadCondition) {
    self.filePattern = filePattern
    destination = Destination(container: Container(containerUrl: containerUrl, path: path))
    uploadOptions = UploadOptions(uploadCondition: uploadCondition)
  }
}

/// When output files are uploaded; decided by the exit code.
public struct UploadCondition: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// When the task has succeeded.
  public static let taskSuccess = UploadCondition(rawValue: "tasksuccess")
  /// When the task has failed.
  public static let taskFailure = UploadCondition(rawValue: "taskfailure")
  /// Whenever the task has ended.
  public static let taskCompletion = UploadCondition(rawValue: "taskcompletion")
}
