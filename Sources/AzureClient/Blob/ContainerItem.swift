public import AzureWire
import NIOHTTP1

/// A container as it stands in a list.
public struct ContainerItem: Sendable, Equatable {
  /// The container's name, unique in its account.
  public var name: String
  /// When the container itself changed last, not the blobs in it.
  public var lastModified: Timestamp?
  /// Changes with every change of the container.
  public var eTag: String?
  /// `container` or `blob` where anybody may read; nil where nobody may.
  public var publicAccess: String?
  /// `available`, `leased`, ...
  public var leaseState: String?
  /// Names in lower case; empty in a list that was not asked for it.
  public var metadata: [String: String] = [:]

  init(name: String, headers: HTTPHeaders) {
    self.name = name
    lastModified = headers.first(name: "last-modified").flatMap(Timestamp.init(rfc1123:))
    eTag = headers.first(name: "etag")
    publicAccess = headers.first(name: "x-ms-blob-public-access")
    leaseState = headers.first(name: "x-ms-lease-state")
    metadata = BlobMetadata.read(headers)
  }

  init?(_ node: XMLNode) {
    guard let name = node["Name"]?.text else { return nil }
    self.name = name
    lastModified = node["Properties"]?["Last-Modified"].flatMap { Timestamp(rfc1123: $0.text) }
    eTag = node["Properties"]?["Etag"]?.text
    publicAccess = node["Properties"]?["PublicAccess"].flatMap { $0.text.isEmpty ? nil : $0.text }
    leaseState = node["Properties"]?["LeaseState"]?.text
    metadata = BlobMetadata.read(node["Metadata"])
  }
}
