public import AzureWire
import NIOHTTP1

/// What the service says of a blob beside its contents.
public struct BlobProperties: Sendable, Equatable {
  /// Bytes.
  public var size: Int64
  /// The media type that was given with the contents.
  public var contentType: String?
  /// In whole seconds.
  public var lastModified: Timestamp?
  /// Changes with every write.
  public var eTag: String?
  /// MD5 of the contents in Base64, where the service has it.
  public var contentMD5: String?
  /// `available`, `leased`, ...
  public var leaseState: String?
  /// Names in lower case; empty in a list that was not asked for it.
  public var metadata: [String: String] = [:]

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
    contentMD5 = headers.first(name: "content-md5")
    leaseState = headers.first(name: "x-ms-lease-state")
    metadata = BlobMetadata.read(headers)
  }
}
