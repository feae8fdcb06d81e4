/// A file of a task or node.
public struct BatchNodeFile: Codable, Sendable {
  /// Absent for a directory.
  public struct Properties: Codable, Sendable {
    /// When it was made.
    public var creationTime: Timestamp?
    /// When the contents changed last.
    public var lastModified: Timestamp?
    /// Bytes, as a JSON string.
    public var contentLength: String?
    /// The media type that the service guesses from the contents.
    public var contentType: String?
    /// Octal, such as `0o100644`.
    public var fileMode: String?
  }

  /// The path below the directory that was listed.
  public var name: String
  /// Where the service has it.
  public var url: String?
  /// Whether it is a directory.
  public var isDirectory: Bool?
  /// Size and times.
  public var properties: Properties?
}
