import AzureWire

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
