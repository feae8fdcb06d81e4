import AzureWire
import HTTPTypes
import Hummingbird

/// The `x-ms-meta-` headers of blobs and containers; they are kept as a JSON
/// object.
enum BlobMetadata {
  /// The most bytes that names and values may have together.
  private static let sizeLimit = 8 << 10

  /// - Returns: nil when the request has none.
  /// - Throws: ``WireError`` for a name that is no identifier of C#, and for
  ///   more than 8 KiB. Source: "Setting and retrieving properties and metadata
  ///   for Blob service resources".
  static func json(of request: ServiceRequest) throws -> String? {
    var items: [String: String] = [:]
    var size = 0
    for field in request.request.headers where field.name.canonicalName.hasPrefix(prefix) {
      let name = String(field.name.canonicalName.dropFirst(prefix.count))
      guard !name.isEmpty else {
        throw WireError(.badRequest, "EmptyMetadataKey", "The key for one of the metadata key-value pairs is empty.")
      }
      guard isIdentifier(name) else {
        throw WireError(
          .badRequest, "InvalidMetadata",
          "The metadata specified is invalid. It has characters that are not permitted.",
          values: [.init(key: "HeaderName", value: prefix + name)])
      }
      items[name] = field.value
      size += name.utf8.count + field.value.utf8.count
    }
    guard size <= sizeLimit else {
      throw WireError(
        .badRequest, "MetadataTooLarge", "The size of the specified metadata exceeds the maximum size permitted.")
    }
    return items.isEmpty ? nil : try JSONText.encode(items)
  }

  /// Whether a name, of which a header can hold ASCII alone, is an identifier
  /// of C#.
  private static func isIdentifier(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
      default: false
      }
    } && !(name.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? true)
  }

  static func add(_ json: String?, to headers: inout HTTPFields) throws {
    guard let json else { return }
    for (name, value) in try JSONText.decode([String: String].self, json) {
      if let field = HTTPField.Name(prefix + name) { headers[field] = value }
    }
  }

  /// The element that shows it in a list; there is none where there is no
  /// metadata.
  static func nodes(_ json: String?) throws -> [XMLNode] {
    guard let json else { return [] }
    let items = try JSONText.decode([String: String].self, json)
    return [
      XMLNode("Metadata", children: items.sorted { $0.key < $1.key }.map { XMLNode($0.key, text: $0.value) })
    ]
  }

  private static let prefix = "x-ms-meta-"
}
