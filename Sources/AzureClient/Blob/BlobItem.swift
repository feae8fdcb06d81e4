import AzureWire

/// A blob as it stands in a list.
public struct BlobItem: Sendable, Equatable {
  /// The blob's name in its container, `/` included.
  public var name: String
  /// Size, times and the like, as far as lists give them.
  public var properties: BlobProperties

  /// Nil for anything but a blob, such as a prefix.
  init?(_ node: XMLNode) {
    guard node.name == "Blob", let name = node["Name"], let properties = node["Properties"] else { return nil }
    self.name = Self.decoded(name)
    self.properties = BlobProperties(
      size: properties["Content-Length"].flatMap { Int64($0.text) } ?? 0,
      contentType: properties["Content-Type"]?.text,
      lastModified: properties["Last-Modified"].flatMap { Timestamp(rfc1123: $0.text) },
      eTag: properties["Etag"]?.text)
    self.properties.contentMD5 = properties["Content-MD5"].flatMap { $0.text.isEmpty ? nil : $0.text }
    self.properties.leaseState = properties["LeaseState"]?.text
    self.properties.metadata = BlobMetadata.read(node["Metadata"])
  }

  /// A name that XML cannot carry is percent-encoded and says so.
  static func decoded(_ name: XMLNode) -> String {
    name.attributes["Encoded"] == "true" ? PercentEncoding.decode(name.text) ?? name.text : name.text
  }
}
