import AzureWire

/// A line of a list that stops at a delimiter, as of a directory.
public enum BlobEntry: Sendable, Equatable {
  case blob(BlobItem)
  /// What several names begin with, up to and with the delimiter.
  case prefix(String)

  init?(_ node: XMLNode) {
    if let item = BlobItem(node) {
      self = .blob(item)
    } else if node.name == "BlobPrefix", let name = node["Name"] {
      self = .prefix(BlobItem.decoded(name))
    } else {
      return nil
    }
  }
}
