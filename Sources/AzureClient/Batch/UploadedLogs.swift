/// Where the service's logs of a node went.
public struct UploadedLogs: Codable, Sendable {
  /// What the names of the blobs begin with.
  public var virtualDirectoryName: String?
  /// How many the node is about to write.
  public var numberOfFilesUploaded: Int?
}
