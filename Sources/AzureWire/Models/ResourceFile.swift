/// A file, or the blobs of a container, that a node downloads before a task
/// starts (Batch API, ResourceFile). Exactly one source is given.
package struct ResourceFile: Codable, Sendable, Equatable {
  /// The URL of one file; ``filePath`` is its place below the working
  /// directory.
  package var httpUrl: String?
  /// The URL of a container whose blobs are downloaded, their paths kept.
  package var storageContainerUrl: String?
  /// The name of a container in the account's own storage.
  package var autoStorageContainerName: String?
  /// Only blobs whose names begin so.
  package var blobPrefix: String?
  /// The file's path, or the directory for a container's blobs.
  package var filePath: String?
  /// Octal permissions, `0770` unless given.
  package var fileMode: String?

  package init(
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
