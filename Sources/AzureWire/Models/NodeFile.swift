/// A file of a task or node.
public struct BatchNodeFile: Codable, Sendable {
  /// Absent for a directory.
  public struct Properties: Codable, Sendable {
    public var creationTime: Timestamp?
    public var lastModified: Timestamp?
    /// Bytes, as a JSON string.
    public var contentLength: String?
    public var contentType: String?
    /// Octal, such as `0o100644`.
    public var fileMode: String?
  }

  /// The path below the directory that was listed.
  public var name: String
  public var url: String?
  public var isDirectory: Bool?
  public var properties: Properties?
}
