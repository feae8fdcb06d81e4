import AsyncHTTPClient
import AzureWire
import Foundation
import NIOCore
import NIOHTTP1

/// A service with real agents, driven over HTTP as any client of the protocol
/// drives it.
struct Engine: Sendable {
  let home: Home
  private let endpoint: String
  private let blobEndpoint: String
  private let credential: SharedKeyCredential

  /// The pool of most jobs: one node, with room for all that tests let run at
  /// a time.
  static let pool = "wide"
  static let slots = 8

  /// Starts the service of a home.
  init(starting home: Home) async throws {
    let outcome = try await home.azp("-e", "getJobList()")
    guard outcome.status == 0 else { throw Failure("\(outcome)") }
    try self.init(of: home)
  }

  /// The service of a home, which runs.
  init(of home: Home) throws {
    let service = try home.service()
    let key = try String(contentsOfFile: service.keyFile, encoding: .utf8)
    guard
      let credential = SharedKeyCredential(
        account: service.account, base64Key: Secret(key.trimmingCharacters(in: .whitespacesAndNewlines)))
    else { throw Failure("\(service.keyFile) holds no key.") }
    self.home = home
    self.credential = credential
    endpoint = service.batchEndpoint
    blobEndpoint = service.blobEndpoint
  }

  // MARK: Requests

  struct Answer: Sendable {
    var status: Int
    var contentType: String?
    var body: ByteBuffer

    var text: String { String(buffer: body) }
    var json: JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)) }
    /// The code of a refusal.
    var code: JSONValue? { json?["code"] }
  }

  /// Sends a signed request of Batch; `path` may have a query.
  func send(
    _ method: String, _ path: String, _ body: JSONValue? = nil, headers: [(name: String, value: String)] = []
  ) async throws -> Answer {
    let target = path + (path.contains("?") ? "&" : "?") + "api-version=2025-06-01"
    let bytes = try body.map { ByteBuffer(bytes: try JSONEncoder().encode($0)) }
    var headers = headers + [("ocp-date", Timestamp(secondsSince1970: Date().timeIntervalSince1970).rfc1123)]
    if bytes != nil { headers.append(("content-type", "application/json; odata=minimalmetadata")) }
    return try await send(.batch, method, target, at: endpoint, bytes, headers)
  }

  /// Sends a signed request of Storage, for a name below the account.
  func storage(
    _ method: String, _ path: String, _ body: String? = nil, headers: [(name: String, value: String)] = []
  ) async throws -> Answer {
    let headers =
      headers + [
        ("x-ms-date", Timestamp(secondsSince1970: Date().timeIntervalSince1970).rfc1123),
        ("x-ms-version", "2021-12-02"),
      ]
    return try await send(
      .storage, method, "/\(credential.account)/\(path)", at: endpoint, body.map { ByteBuffer(string: $0) }, headers)
  }

  private func send(
    _ service: SharedKeyRequest.Service, _ method: String, _ target: String, at endpoint: String, _ body: ByteBuffer?,
    _ headers: [(name: String, value: String)]
  ) async throws -> Answer {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var signed = headers
    if let body { signed.append(("content-length", String(body.readableBytes))) }
    let query = QueryItems(query: parts.count > 1 ? parts[1] : "")
    let authorization = credential.authorization(
      for: SharedKeyRequest(
        service: service, method: method, path: String(parts[0]), query: query, headers: signed))
    var request = HTTPClientRequest(url: endpoint + target)
    request.method = HTTPMethod(rawValue: method)
    request.headers = HTTPHeaders(headers.map { ($0.name, $0.value) } + [("authorization", authorization)])
    request.body = body.map { .bytes($0) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Answer(
      status: Int(response.status.code), contentType: response.headers.first(name: "content-type"), body: bytes)
  }

  /// A request that must succeed.
  @discardableResult
  func call(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    let answer = try await send(method, path, body)
    guard (200..<300).contains(answer.status) else {
      throw Failure("\(method) \(path): \(answer.status) \(answer.text)")
    }
    return answer.json ?? .null
  }

  // MARK: Places

  /// A path of this test, for marks that tasks leave and gates that they
  /// wait at.
  func place(_ name: String) -> String { "\(home.workDirectory)/\(name)" }

  /// Lets those go on that wait at a gate; see ``waiting(at:then:)``.
  func open(_ gate: String) throws { try home.write("", to: gate) }

  /// Script that waits until a gate is open.
  func waiting(at gate: String, then script: String = "true") -> String {
    "while ! [ -e \(place(gate)) ]; do sleep 0.05; done; \(script)"
  }

  // MARK: Storage

  /// A container, and the URL by which tasks read and write it.
  func container(_ name: String) async throws -> String {
    let answer = try await storage("PUT", "\(name)?restype=container")
    guard answer.status == 201 || answer.status == 409 else { throw Failure(answer.text) }
    let signature = SharedAccessSignature(
      container: name, permissions: "rwcl", now: Timestamp(secondsSince1970: Date().timeIntervalSince1970),
      validFor: 3600)
    return "\(blobEndpoint)/\(name)?\(signature.query(signedBy: credential).reveal())"
  }

  func putBlob(_ path: String, _ text: String) async throws {
    let answer = try await storage("PUT", path, text, headers: [("x-ms-blob-type", "BlockBlob")])
    guard answer.status == 201 else { throw Failure(answer.text) }
  }

  /// A blob's text; nil when there is none.
  func blob(_ path: String) async throws -> String? {
    let answer = try await storage("GET", path)
    return answer.status == 200 ? answer.text : nil
  }

  /// The names of the blobs of a container, in order.
  func blobs(_ container: String) async throws -> [String] {
    let answer = try await storage("GET", "\(container)?restype=container&comp=list")
    return answer.text.split(separator: "<Name>").dropFirst().compactMap {
      $0.split(separator: "<").first.map(String.init)
    }
  }
}

extension JSONValue {
  /// A member of a member.
  subscript(_ first: String, _ second: String, rest: String...) -> JSONValue? {
    rest.reduce(self[first]?[second]) { $0?[$1] }
  }

  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  var text: String? { if case .string(let value) = self { value } else { nil } }
  var number: Int64? { if case .int(let value) = self { value } else { nil } }
}
