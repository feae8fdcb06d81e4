package import AsyncHTTPClient
package import AzureWire
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// The agent's requests to its service.
package struct ServiceClient: Sendable {
  /// Why an exchange came to nothing.
  package enum Failure: Error, CustomStringConvertible {
    /// The service does not know this node, or not by this token.
    case refused(status: UInt)
    /// The service answered, but not with instructions.
    case failed(status: UInt, String)

    package var description: String {
      switch self {
      case .refused(let status):
        "The service refuses this node (HTTP \(status)); it may have been removed from its pool."
      case .failed(let status, let text): "The service answered HTTP \(status): \(text)"
      }
    }
  }

  private let http: HTTPClient
  private let base: String
  private let token: Secret<String>

  package init(http: HTTPClient, endpoint: String, nodeID: String, token: Secret<String>) {
    self.http = http
    var endpoint = Substring(endpoint)
    while endpoint.last == "/" { endpoint.removeLast() }
    base = "\(endpoint)/node/\(PercentEncoding.encode(nodeID))"
    self.token = token
  }

  /// Tells the service all and waits for what it wants.
  /// - Throws: ``Failure``, or a transport error. When cancelled, the request
  ///   is broken off.
  package func exchange(_ report: NodeReport) async throws -> NodeInstructions {
    var request = request("/exchange")
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(report)))
    let patience = report.wantsAnswerNow ? 15 : NodeProtocol.longestWait + 10
    let response = try await http.execute(request, timeout: .milliseconds(Int64(patience * 1000)))
    let body = try await response.body.collect(upTo: 256 << 20)
    switch response.status.code {
    case 200..<300: return try JSONDecoder().decode(NodeInstructions.self, from: Data(body.readableBytesView))
    case 401, 403, 404: throw Failure.refused(status: response.status.code)
    default: throw Failure.failed(status: response.status.code, String(String(buffer: body).prefix(200)))
    }
  }

  /// Answers a ``NodeFileRequest``.
  /// - Throws: ``Failure``, or a transport error.
  package func reply(
    to requestID: String, kind: String, file: String?, body: HTTPClientRequest.Body?
  ) async throws {
    var request = request("/replies/\(PercentEncoding.encode(requestID))")
    request.headers.add(name: NodeProtocol.replyKindHeader, value: kind)
    if let file { request.headers.add(name: NodeProtocol.replyFileHeader, value: file) }
    request.body = body
    let response = try await http.execute(request, timeout: .minutes(10))
    let text = try await response.body.collect(upTo: 1 << 20)
    guard (200..<300).contains(response.status.code) else {
      throw Failure.failed(status: response.status.code, String(String(buffer: text).prefix(200)))
    }
  }

  private func request(_ path: String) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: base + path)
    request.method = .POST
    request.headers.add(name: "Authorization", value: "Bearer \(token.reveal())")
    return request
  }
}
