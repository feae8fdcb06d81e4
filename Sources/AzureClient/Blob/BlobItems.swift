package import AzureWire
import NIOHTTP1

/// A container as it stands in a list.
package struct ContainerItem: Sendable, Equatable {
  package var name: String
  package var lastModified: Timestamp?
  package var eTag: String?

  init?(_ node: XMLNode) {
    guard let name = node["Name"]?.text else { return nil }
    self.name = name
    lastModified = node["Properties"]?["Last-Modified"].flatMap { Timestamp(rfc1123: $0.text) }
    eTag = node["Properties"]?["Etag"]?.text
  }
}

/// A blob as it stands in a list.
package struct BlobItem: Sendable, Equatable {
  package var name: String
  package var properties: BlobProperties

  /// Nil for anything but a blob, such as a prefix.
  init?(_ node: XMLNode) {
    guard node.name == "Blob", let name = node["Name"], let properties = node["Properties"] else { return nil }
    // A name that XML cannot carry is percent-encoded and says so.
    let isEncoded = name.attributes["Encoded"] == "true"
    self.name = isEncoded ? PercentEncoding.decode(name.text) ?? name.text : name.text
    self.properties = BlobProperties(
      size: properties["Content-Length"].flatMap { Int64($0.text) } ?? 0,
      contentType: properties["Content-Type"]?.text,
      lastModified: properties["Last-Modified"].flatMap { Timestamp(rfc1123: $0.text) },
      eTag: properties["Etag"]?.text)
  }
}

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
