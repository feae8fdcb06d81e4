/// A file, or the blobs of a container, that a node downloads before a task
/// starts (Batch API, ResourceFile). Exactly one source is given.
public struct ResourceFile: Codable, Sendable, Equatable {
  /// The URL of one file; ``filePath`` is its place below the working
  /// directory.
  public var httpUrl: String?
  /// The URL of a container whose blobs are downloaded, their paths kept.
  public var storageContainerUrl: String?
  /// The name of a container in the account's own storage.
  public var autoStorageContainerName: String?
  /// Only blobs whose names begin so.
  public var blobPrefix: String?
  /// The file's path, or the directory for a container's blobs.
  public var filePath: String?
  /// Octal permissions, `0770` unless given.
  public var fileMode: String?
  /// The managed identity that reads the source.
  public var identityReference: JSONValue?

  public init(
    httpUrl: String? = nil, storageContainerUrl: String? = nil, autoStorageContainerName: String? = nil,
    blobPrefix: String? = nil, filePath: String? = nil, fileMode: String? = nil
  ) {
    self.httpUrl = httpUrl
    self.storageContainerUrl = storageContainerUrl
    self.autoStorageContainerName = autoStorageContainerName
    self.blobPrefix = blobPrefix
    self.filePath = filePath
    self.fileMode = fileMode
  }
}
