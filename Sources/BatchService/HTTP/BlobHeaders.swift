import HTTPTypes

/// What a blob says of its content in HTTP's headers, type and MD5 apart.
struct BlobHeaders: Codable {
  private var values: [String: String]

  /// By their names in the request that sets them: `x-ms-blob-` and this.
  private static let names = ["content-encoding", "content-language", "content-disposition", "cache-control"]

  init(_ request: ServiceRequest) {
    values = [:]
    for name in Self.names { values[name] = request.header("x-ms-blob-" + name) }
  }

  /// JSON; nil without any.
  func json() throws -> String? { values.isEmpty ? nil : try JSONText.encode(values) }

  /// - Parameter json: as ``json()`` made it.
  static func add(_ json: String?, to headers: inout HTTPFields) throws {
    guard let json else { return }
    for (name, value) in try JSONText.decode([String: String].self, json) {
      if let field = HTTPField.Name(name) { headers[field] = value }
    }
  }
}
