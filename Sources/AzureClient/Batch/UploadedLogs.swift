/// Where the service's logs of a node went.
public struct UploadedLogs: Codable, Sendable {
  /// What the names of the blobs begin with.
  public var virtualDirectoryName: String?
  public var numberOfFilesUploaded: Int?
}
