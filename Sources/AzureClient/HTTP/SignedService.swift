import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1

/// A service that is spoken to with signed requests: what ``BatchClient``,
/// ``BlobClient`` and ``ManagementClient`` have in common.
struct SignedService: Sendable {
  let dialect: Dialect
  let endpoint: Endpoint
  let credential: AccountCredential
  let http: HTTPTransport

  /// - Throws: ``AzureError`` when the address is none, or one to which the
  ///   credential must not be sent.
  init(dialect: Dialect, endpoint: String, credential: AccountCredential, http: HTTPTransport) throws {
    self.dialect = dialect
    self.endpoint = try Endpoint(endpoint)
    self.credential = credential
    self.http = http
    if case .token = credential { try self.endpoint.requirePrivacy() }
  }

  /// Sends the request, again and again as the retry policy wants, and
  /// collects the answer.
  ///
  /// - Throws: ``AzureError`` for every answer of status 300 and above, and
  ///   when there is none; `CancellationError`.
  func perform(_ call: ServiceCall) async throws -> HTTPAnswer {
    try await withFreshToken { token in
      try await retrier.run { attempt in
        let answer = try await http.send(try exchange(for: call, limit: attempt.timeLimit, token: token))
        guard answer.status < 300 else { throw error(answer, call) }
        return answer
      }
    }
  }

  /// As ``perform(_:)``, but the answer's body is left to be read.
  func open(_ call: ServiceCall) async throws -> HTTPClientResponse {
    try await withFreshToken { token in
      try await retrier.run { attempt in
        let exchange = try exchange(for: call, limit: attempt.timeLimit, token: token)
        let response = try await http.open(exchange)
        guard response.status.code >= 300 else { return response }
        let body = try await Deadline.run(within: attempt.timeLimit, onTimeout: .timeout(exchange)) {
          do {
            return try await response.body.collect(upTo: 1 << 20)
          } catch {
            throw TransportFailure.translated(error, exchange)
          }
        }
        throw error(HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: body), call)
      }
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
        + "check that the endpoint is that of \(dialect.serviceName).")
    error.requestID = answer.header("request-id") ?? answer.header("x-ms-request-id")
    return error
  }

  var retrier: Retrier { Retrier(policy: http.retry, environment: http.environment) }

  /// What went wrong below HTTP while this call was made or its answer read.
  func failure(_ error: any Error, of call: ServiceCall) -> any Error {
    TransportFailure.translated(error, unsigned(call, limit: http.retry.tryLimit))
  }

  /// Runs the operation with the token, if the account has one; a token that
  /// the service does not take any more is replaced once.
  private func withFreshToken<Result: Sendable>(
    _ operation: (_ token: AccessToken?) async throws -> Result
  ) async throws -> Result {
    guard case .token(let cache, _) = credential else { return try await operation(nil) }
    let token = try await cache.token()
    do {
      return try await operation(token)
    } catch let error as AzureError where error.status == 401 {
      cache.discard(token)
      return try await operation(try await cache.token())
    }
  }

  private func error(_ answer: HTTPAnswer, _ call: ServiceCall) -> AzureError {
    AzureError(
      answer: answer, verb: call.verb, subject: call.subject, endpoint: endpoint.description,
      account: credential.account, isToken: credential.key == nil, now: http.environment.now())
  }

  /// The request with the time it is now and the proof of who asks; each try
  /// needs a new one.
  private func exchange(for call: ServiceCall, limit: Duration, token: AccessToken?) throws -> HTTPExchange {
    var exchange = unsigned(call, limit: limit)
    if let token {
      exchange.headers.append(("authorization", "Bearer \(token.value.reveal())"))
    } else if let key = credential.key, let service = dialect.signing {
      let query = call.link?.query ?? call.query.encoded
      let request = SharedKeyRequest(
        service: service, method: call.method, path: path(of: call), query: QueryItems(query: query),
        headers: exchange.headers)
      exchange.headers.append(("authorization", key.authorization(for: request)))
    }
    exchange.headers.append(("user-agent", "azp"))
    return exchange
  }

  private func unsigned(_ call: ServiceCall, limit: Duration) -> HTTPExchange {
    var headers = call.headers
    if let header = dialect.dateHeader { headers.append((header, http.environment.now().rfc1123)) }
    headers.append((dialect.requestIDHeader, http.environment.requestID()))
    if dialect == .batch { headers.append(("return-client-request-id", "true")) }
    if let body = call.body { headers.append(("content-length", String(body.readableBytes))) }
    return HTTPExchange(
      method: call.method, url: endpoint.url(path: path(of: call), query: call.link?.query ?? call.query.encoded),
      headers: headers, body: call.body, timeLimit: limit + call.extraTime, maximumBytes: call.maximumBytes,
      requestIDHeader: dialect.requestIDHeader, endpoint: endpoint.description)
  }

  private func path(of call: ServiceCall) -> String {
    let path = call.link?.path ?? endpoint.basePath + call.path
    return path.isEmpty ? "/" : path
  }
}
