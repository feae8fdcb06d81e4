import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The token endpoints of the one tenant: a client that knows the principal's
/// secret gets a token, as from Entra's v1 and v2 endpoints.
///
/// Source: "OAuth 2.0 client credentials flow on the Microsoft identity platform".
struct TokenRoutes: Sendable {
  let principal: ServicePrincipal
  let credential: SharedKeyCredential
  /// Of the listener with TLS: `https://127.0.0.1:` and the port.
  let endpoint: String
  let clock: @Sendable () -> Timestamp

  /// Whether the path is one of these endpoints.
  func answers(_ path: [String]) -> Bool {
    path.count >= 3
      && (path.dropFirst() == ["v2.0", ".well-known", "openid-configuration"]
        || path.dropFirst() == [".well-known", "openid-configuration"]
        || path.dropFirst() == ["oauth2", "v2.0", "token"] || path.dropFirst() == ["oauth2", "token"])
  }

  /// - Throws: ``WireError`` for a body that is too large.
  func respond(to request: ServiceRequest) async throws -> Response {
    let tenant = request.path[0].lowercased()
    guard tenant == principal.tenantID else {
      return refuse(
        .badRequest, "invalid_tenant", 90002, "Tenant '\(tenant)' not found; `azp credentials` tells the one there is.")
    }
    guard request.path.last == "token" else { return try configuration() }
    guard request.method == .post else {
      return refuse(.badRequest, "invalid_request", 900_561, "The endpoint only accepts POST requests.")
    }
    let body = try await request.body(limit: 64 << 10)
    let form = QueryItems(query: String(buffer: body).replacing("+", with: "%20"))
    guard form["grant_type"] == "client_credentials" else {
      return refuse(
        .badRequest, "unsupported_grant_type", 70003, "Only the grant type client_credentials is supported here.")
    }
    guard form["client_id"]?.lowercased() == principal.clientID else {
      return refuse(.badRequest, "unauthorized_client", 700_016, "The application is not known in this tenant.")
    }
    guard MessageAuthentication.constantTimeEquals(form["client_secret"] ?? "", principal.clientSecret.reveal()) else {
      return refuse(.unauthorized, "invalid_client", 7_000_215, "Invalid client secret provided.")
    }
    let scope = form["scope"] ?? form["resource"] ?? ""
    let resource = scope.hasSuffix("/.default") ? String(scope.dropLast("/.default".count)) : scope
    guard resource.hasPrefix("https://") else {
      return refuse(.badRequest, "invalid_scope", 70011, "The scope '\(scope)' is not valid.")
    }
    return try grant(audience: resource)
  }

  private func grant(audience: String) throws -> Response {
    let expiry = Int(clock().secondsSince1970) + AccessToken.lifetime
    let token = AccessToken(audience: audience, clientID: principal.clientID, expiry: expiry)
    return try json(
      Grant(
        tokenType: "Bearer", expiresIn: AccessToken.lifetime, expiresOn: String(expiry),
        accessToken: try token.signed(by: credential)))
  }

  private struct Grant: Encodable {
    var tokenType: String
    var expiresIn: Int
    /// The v1 endpoint tells it, as text.
    var expiresOn: String
    var accessToken: String

    private enum CodingKeys: String, CodingKey {
      case tokenType = "token_type"
      case expiresIn = "expires_in"
      case expiresOn = "expires_on"
      case accessToken = "access_token"
    }
  }

  private func configuration() throws -> Response {
    let base = "\(endpoint)/\(principal.tenantID)"
    return try json([
      "issuer": "\(base)/v2.0", "token_endpoint": "\(base)/oauth2/v2.0/token",
      "authorization_endpoint": "\(base)/oauth2/v2.0/authorize",
    ])
  }

  private func refuse(_ status: HTTPResponse.Status, _ error: String, _ code: Int, _ text: String) -> Response {
    struct Refusal: Encodable {
      var error: String
      var error_description: String
      var error_codes: [Int]
    }
    let refusal = Refusal(error: error, error_description: "AADSTS\(code): \(text)", error_codes: [code])
    return (try? json(refusal, status: status)) ?? Response(status: status)
  }

  private func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(value))))
  }
}
