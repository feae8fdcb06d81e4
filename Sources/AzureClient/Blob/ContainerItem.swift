package import AzureWire

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
