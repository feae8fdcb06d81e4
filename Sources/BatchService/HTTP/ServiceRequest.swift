import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// A request as the routes see it.
struct ServiceRequest: Sendable {
  let request: Request
  /// The path, still percent-encoded; one of Storage begins with the account,
  /// whether it was sent in the path or in the host's name.
  let rawPath: String
  /// Whether the account was sent in the host's name.
  let isHostStyle: Bool
  /// The path as it was sent.
  private let sentPath: String
  /// Segments of the path, decoded one by one: an encoded `/` stays inside
  /// its segment.
  let path: [String]
  let query: QueryItems
  let bodyReading = BodyReading()
  /// Whether it came by TLS.
  let isSecure: Bool
  /// Given to the client as `request-id`.
  let requestID: String

  /// Nil when the path is no valid percent-encoding.
  ///
  /// - Parameters:
  ///   - account: whose host of Storage is `account.blob.` and a domain.
  ///   - isSecure: whether it came by TLS.
  init?(_ request: Request, account: String, isSecure: Bool = false) {
    self.request = request
    self.isSecure = isSecure
    let target = request.head.path ?? "/"
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    sentPath = String(parts[0])
    isHostStyle = request.head.authority?.lowercased().hasPrefix("\(account).blob.") ?? false
    rawPath = isHostStyle ? "/\(account)\(sentPath)" : sentPath
    query = QueryItems(query: parts.count > 1 ? parts[1] : "")
    var segments: [String] = []
    for segment in rawPath.split(separator: "/") {
      guard let decoded = PercentEncoding.decode(segment) else { return nil }
      segments.append(decoded)
    }
    path = segments
    requestID = UUIDText.make()
  }

  var method: HTTPRequest.Method { request.method }

  func header(_ name: String) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }

  /// The whole body, which may hold at most `limit` bytes.
  func body(limit: Int) async throws -> ByteBuffer {
    var body = ByteBuffer()
    try await readBody { part in
      guard body.readableBytes + part.readableBytes <= limit else { throw WireError.bodyTooLarge }
      body.writeImmutableBuffer(part)
    }
    return body
  }

  /// The parts that SharedKey signs.
  func signedParts(_ service: SharedKeyRequest.Service) -> SharedKeyRequest {
    SharedKeyRequest(
      service: service, method: method.rawValue, path: sentPath, query: query,
      headers: request.headers.map { ($0.name.canonicalName, $0.value) })
  }
}

/// Random UUIDs as the service writes them.
enum UUIDText {
  static func make() -> String {
    var bytes = MessageAuthentication.randomBytes(16)
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Array(Identifier.hex(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }.joined(separator: "-")
  }
}
