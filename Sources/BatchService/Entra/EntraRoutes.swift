import AzureWire
import Hummingbird

/// What lets a service principal work with this service offline: tokens, and
/// the way from its account to the endpoints.
struct EntraRoutes: Sendable {
  let tokens: TokenRoutes
  let management: ManagementRoutes

  /// - Parameter host: of the listener with TLS, and its port.
  init(
    credential: SharedKeyCredential, host: String, authentication: Authentication,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    tokens = TokenRoutes(
      principal: ServicePrincipal(local: credential), credential: credential, endpoint: "https://\(host)", clock: clock)
    management = ManagementRoutes(authentication: authentication, credential: credential, host: host)
  }

  /// - Returns: nil for a request that is none of these.
  func respond(to request: ServiceRequest) async throws -> Response? {
    if tokens.answers(request.path) { return try await tokens.respond(to: request) }
    if management.answers(request.path) { return try await management.respond(to: request) }
    return nil
  }
}
