package import AzureWire
import NIOHTTP1

/// What the service says of a file on a node beside its contents.
package struct BatchFileProperties: Sendable, Equatable {
  /// Bytes.
  package var contentLength: Int64
  package var contentType: String?
  package var lastModified: Timestamp?
  package var isDirectory: Bool
  /// Octal, such as `0o100644`.
  package var fileMode: String?

  /// Nil when the size is missing.
  init?(_ headers: HTTPHeaders) {
    isDirectory = headers.first(name: "ocp-batch-file-isdirectory")?.lowercased() == "true"
    guard let length = headers.first(name: "content-length").flatMap({ Int64($0) }) ?? (isDirectory ? 0 : nil) else {
      return nil
    }
    contentLength = length
    contentType = headers.first(name: "content-type")
    lastModified = headers.first(name: "last-modified").flatMap(Timestamp.init(rfc1123:))
    fileMode = headers.first(name: "ocp-batch-file-mode")
  }
}
