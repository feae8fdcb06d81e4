public import AzureWire
import NIOHTTP1

/// What the service says of a file on a node beside its contents.
public struct BatchFileProperties: Sendable, Equatable {
  /// Bytes.
  public var contentLength: Int64
  /// The media type that the service guesses from the contents.
  public var contentType: String?
  /// When the contents changed last.
  public var lastModified: Timestamp?
  /// When the file was made; not every node knows.
  public var creationTime: Timestamp?
  /// Whether it is a directory, which has no contents.
  public var isDirectory: Bool
  /// Octal, such as `0o100644`.
  public var fileMode: String?

  /// Nil when the size is missing.
  init?(_ headers: HTTPHeaders) {
    isDirectory = headers.first(name: "ocp-batch-file-isdirectory")?.lowercased() == "true"
    guard let length = headers.first(name: "content-length").flatMap({ Int64($0) }) ?? (isDirectory ? 0 : nil) else {
      return nil
    }
    contentLength = length
    contentType = headers.first(name: "content-type")
    lastModified = headers.first(name: "last-modified").flatMap(Timestamp.init(rfc1123:))
    creationTime = headers.first(name: "ocp-creation-time").flatMap(Timestamp.init(rfc1123:))
    fileMode = headers.first(name: "ocp-batch-file-mode")
  }
}
