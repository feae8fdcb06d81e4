package import AzureWire
import NIOHTTP1

/// What the service says of a blob beside its contents.
package struct BlobProperties: Sendable, Equatable {
  /// Bytes.
  package var size: Int64
  package var contentType: String?
  /// In whole seconds.
  package var lastModified: Timestamp?
  /// Changes with every write.
  package var eTag: String?

  init(size: Int64, contentType: String?, lastModified: Timestamp?, eTag: String?) {
    self.size = size
    self.contentType = contentType
    self.lastModified = lastModified
    self.eTag = eTag
  }

  /// Nil when the size is missing.
  init?(_ headers: HTTPHeaders) {
    guard let size = headers.first(name: "content-length").flatMap({ Int64($0) }) else { return nil }
    self.init(
      size: size, contentType: headers.first(name: "content-type"),
      lastModified: headers.first(name: "last-modified").flatMap(Timestamp.init(rfc1123:)),
      eTag: headers.first(name: "etag"))
  }
}
