public import AzureWire
import NIOCore

/// A service principal with a secret: fetches tokens of Microsoft Entra.
///
/// Source: "OAuth 2.0 client credentials flow on the Microsoft identity
/// platform", version 2 of the endpoint.
public struct ClientSecretCredential: TokenSource {
  private let tenant: String
  private let client: String
  private let secret: Secret<String>
  private let authority: Endpoint
  private let http: HTTPTransport

  /// - Parameters:
  ///   - tenant: the directory, by its id or domain.
  ///   - client: the application's id.
  ///   - cloud: whose authority is asked.
  ///   - http: stays the caller's.
  /// - Throws: ``AzureError`` when the cloud's authority is no address, or
  ///   one over http that is not on this machine, which must not see a secret.
  public init(
    tenant: String, client: String, secret: Secret<String>, cloud: AzureCloud = .public, http: HTTPTransport
  ) throws {
    self.tenant = tenant
    self.client = client
    self.secret = secret
    self.http = http
    authority = try Endpoint(cloud.authority)
    try authority.requirePrivacy()
  }

  /// Fetches a token; failures that pass are mended as the transport's retry
  /// policy says.
  public func token(for scope: String) async throws -> AccessToken {
    try await Retrier(policy: http.retry, environment: http.environment).run { attempt in
      let exchange = exchange(scope: scope, limit: attempt.timeLimit)
      let sent = http.environment.now()
      let answer = try await http.send(exchange)
      guard answer.status < 300 else { throw refusal(answer) }
      guard let token = try? JSONCoding.decode(Answer.self, from: answer.body), token.expires_in > 0 else {
        throw AzureError(
          kind: .protocol, status: answer.status, code: "UnreadableAnswer",
          message: "The answer of \(authority.description) to the request for a token cannot be read; "
            + "check that the cloud and the tenant \"\(tenant)\" are right.")
      }
      return AccessToken(value: Secret(token.access_token), expiry: sent.advanced(bySeconds: token.expires_in))
    }
  }

  private struct Answer: Decodable {
    let access_token: String
    let expires_in: Double
  }

  private func exchange(scope: String, limit: Duration) -> HTTPExchange {
    let form = QueryItems([
      ("client_id", client), ("client_secret", secret.reveal()), ("grant_type", "client_credentials"),
      ("scope", scope),
    ])
    let path = authority.basePath + "/" + PercentEncoding.encode(tenant) + "/oauth2/v2.0/token"
    let headers = [
      ("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json"),
      ("client-request-id", http.environment.requestID()), ("user-agent", "azp"),
    ]
    return HTTPExchange(
      method: "POST", url: authority.url(path: path, query: ""), headers: headers,
      body: ByteBuffer(string: form.encoded), timeLimit: limit, maximumBytes: 1 << 20,
      requestIDHeader: "client-request-id", endpoint: authority.description)
  }

  private func refusal(_ answer: HTTPAnswer) -> AzureError {
    var error = AzureError(
      answer: answer, verb: "get a token from", subject: .application(client), endpoint: authority.description,
      account: client, isToken: true, now: http.environment.now())
    // Entra says invalid_client with 401, and most other refusals with 400.
    guard (400..<500).contains(answer.status), error.kind != .throttled, error.kind != .timeout else { return error }
    let details = ErrorDetails(answer)
    error.kind = .authentication
    error.message =
      "Microsoft Entra gave application \"\(client)\" of tenant \"\(tenant)\" no token"
      + (details.message.isEmpty ? "" : ": " + details.message.trimmingSuffix(".")) + "; check the tenant's id, "
      + "the application's id and its secret."
    return error
  }
}
