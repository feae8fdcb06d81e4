import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1

/// A service that is spoken to with signed requests: what ``BatchClient`` and
/// ``BlobClient`` have in common.
struct SignedService: Sendable {
  let service: SharedKeyRequest.Service
  let endpoint: Endpoint
  let credential: SharedKeyCredential
  let http: HTTPTransport

  /// Sends the request, again and again as the retry policy wants, and
  /// collects the answer.
  ///
  /// - Throws: ``AzureError`` for every answer of status 300 and above, and
  ///   when there is none; `CancellationError`.
  func perform(_ call: ServiceCall) async throws -> HTTPAnswer {
    try await retrier.run { attempt in try await performOnce(call) }
  }

  /// The same without a second try.
  func performOnce(_ call: ServiceCall) async throws -> HTTPAnswer {
    let answer = try await http.send(exchange(for: call))
    guard answer.status < 300 else { throw error(answer, call) }
    return answer
  }

  /// As ``perform(_:)``, but the answer's body is left to be read.
  func open(_ call: ServiceCall) async throws -> HTTPClientResponse {
    try await retrier.run { attempt in
      let exchange = exchange(for: call)
      let response = try await http.open(exchange)
      guard response.status.code >= 300 else { return response }
      let body: ByteBuffer
      do {
        body = try await response.body.collect(upTo: 1 << 20)
      } catch {
        throw TransportFailure.translated(error, exchange)
      }
      throw error(HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: body), call)
    }
  }

  /// Decodes the body of an answer.
  ///
  /// - Throws: ``AzureError`` of kind `protocol`.
  func decode<Value: Decodable>(_ type: Value.Type, _ answer: HTTPAnswer, _ call: ServiceCall) throws -> Value {
    do {
      return try JSONCoding.decode(type, from: answer.body)
    } catch {
      throw unreadable(answer, call, because: JSONCoding.explain(error))
    }
  }

  func unreadable(_ answer: HTTPAnswer, _ call: ServiceCall, because reason: String) -> AzureError {
    var error = AzureError(
      kind: .protocol, status: answer.status, code: "UnreadableAnswer",
      message: "The answer of \(endpoint.description) about \(call.subject.description) cannot be read: \(reason); "
        + "check that the endpoint is that of a Batch account.")
    error.requestID = answer.header("request-id") ?? answer.header("x-ms-request-id")
    return error
  }

  var retrier: Retrier { Retrier(policy: http.retry, environment: http.environment) }

  private func error(_ answer: HTTPAnswer, _ call: ServiceCall) -> AzureError {
    AzureError(
      answer: answer, call: call, endpoint: endpoint.description, account: credential.account,
      now: http.environment.now())
  }

  /// Signs the request with the time it is now; each try needs a new one.
  func exchange(for call: ServiceCall) -> HTTPExchange {
    let path = call.link?.path ?? endpoint.basePath + call.path
    let query = call.link?.query ?? call.query.encoded
    var headers = call.headers
    headers.append((service.dateHeader, http.environment.now().rfc1123))
    headers.append((service == .batch ? "client-request-id" : "x-ms-client-request-id", http.environment.requestID()))
    if let body = call.body { headers.append(("content-length", String(body.readableBytes))) }
    let request = SharedKeyRequest(
      service: service, method: call.method, path: path.isEmpty ? "/" : path, query: QueryItems(query: query),
      headers: headers)
    headers.append(("authorization", credential.authorization(for: request)))
    headers.append(("user-agent", "azp"))
    return HTTPExchange(
      method: call.method, url: endpoint.url(path: request.path, query: query), headers: headers, body: call.body,
      timeLimit: http.retry.tryLimit + call.extraTime, maximumBytes: call.maximumBytes, endpoint: endpoint.description)
  }
}
