import HTTPTypes

/// What a blob says of its content in HTTP's headers, type and MD5 apart.
struct BlobHeaders: Codable {
  private var values: [String: String]

  /// By their names in the request that sets them: `x-ms-blob-` and this.
  private static let names = ["content-encoding", "content-language", "content-disposition", "cache-control"]

  /// - Parameter isBody: whether the request's body is the blob, so that what
  ///   HTTP says of the body holds for the blob (Put Blob).
  init(_ request: ServiceRequest, isBody: Bool = false) {
    values = [:]
    for name in Self.names {
      // A body's disposition means something else.
      let plain = isBody && name != "content-disposition" ? request.header(name) : nil
      values[name] = request.header("x-ms-blob-" + name) ?? plain
    }
  }

  /// - Parameter header: the value of a header, by its plain name.
  init(_ header: (String) -> String?) {
    values = [:]
    for name in Self.names { values[name] = header(name) }
  }

  /// These, and of others those that are not among them.
  ///
  /// - Parameter json: as ``json()`` made it.
  func over(_ json: String?) throws -> BlobHeaders {
    guard let json else { return self }
    var joined = self
    joined.values.merge(try JSONText.decode([String: String].self, json)) { own, _ in own }
    return joined
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
