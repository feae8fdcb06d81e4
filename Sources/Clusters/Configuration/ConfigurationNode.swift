package import AzureWire

/// A value of a configuration with the path that leads to it, written as R
/// would: `poolSize$dedicatedNodes$min`.
package struct ConfigurationNode: Sendable, Equatable {
  /// Empty for the whole.
  package let path: String
  /// Nil where there is none; a JSON `null` counts as none.
  package let value: JSONValue?

  package init(_ value: JSONValue) {
    self.init(path: "", value: value)
  }

  private init(path: String, value: JSONValue?) {
    self.path = path
    self.value = value == .null ? nil : value
  }

  package subscript(name: String) -> ConfigurationNode {
    ConfigurationNode(path: path.isEmpty ? name : "\(path)$\(name)", value: value?[name])
  }

  /// Whether nothing stands there.
  package var isMissing: Bool { value == nil }

  /// The names of an object's members, in order; none for anything else.
  package var names: [String] {
    guard case .object(let members)? = value else { return [] }
    return members.keys.sorted()
  }
}
