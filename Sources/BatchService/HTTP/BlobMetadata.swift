import AzureWire
import HTTPTypes
import Hummingbird

/// The `x-ms-meta-` headers of blobs and containers; they are kept as a JSON
/// object.
enum BlobMetadata {
  /// - Returns: nil when the request has none.
  static func json(of request: ServiceRequest) throws -> String? {
    var items: [String: String] = [:]
    for field in request.request.headers where field.name.canonicalName.hasPrefix(prefix) {
      items[String(field.name.canonicalName.dropFirst(prefix.count))] = field.value
    }
    return items.isEmpty ? nil : try JSONText.encode(items)
  }

  static func add(_ json: String?, to headers: inout HTTPFields) throws {
    guard let json else { return }
    for (name, value) in try JSONText.decode([String: String].self, json) {
      if let field = HTTPField.Name(prefix + name) { headers[field] = value }
    }
  }

  /// As a list tells it.
  static func node(_ json: String?) throws -> XMLNode {
    let items = try json.map { try JSONText.decode([String: String].self, $0) } ?? [:]
    return XMLNode("Metadata", children: items.sorted { $0.key < $1.key }.map { XMLNode($0.key, text: $0.value) })
  }

  private static let prefix = "x-ms-meta-"
}
