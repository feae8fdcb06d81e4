import HTTPTypes
import Hummingbird

/// One line of a table of routes: a method, the shape of a path, what a
/// request may say beside them, and what is done with what the stars of the
/// shape stand for.
struct Route<Routes: Sendable>: Sendable {
  typealias Handler = @Sendable (Routes, ServiceRequest, [String]) async throws -> Response

  let method: HTTPRequest.Method
  let pattern: PathPattern
  let known: KnownParameters
  let handler: Handler

  init(
    _ method: HTTPRequest.Method, _ pattern: String, _ known: KnownParameters = .none, _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = PathPattern(pattern)
    self.known = known
    self.handler = handler
  }

  init(
    _ method: HTTPRequest.Method, _ pattern: String, _ known: KnownParameters = .none,
    _ handler: @escaping @Sendable (Routes, ServiceRequest) async throws -> Response
  ) {
    self.init(method, pattern, known) { routes, request, _ in try await handler(routes, request) }
  }
}
