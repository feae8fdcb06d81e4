import HTTPTypes
import Hummingbird

/// One line of a table of routes: a method, the shape of a path, and what is
/// done. `*` stands for one segment, a final `**` for all that are left.
struct Route<Routes: Sendable>: Sendable {
  typealias Handler = @Sendable (Routes, ServiceRequest, [String]) async throws -> Response

  let method: HTTPRequest.Method
  let handler: Handler
  private let pattern: [Substring]

  init(_ method: HTTPRequest.Method, _ pattern: String, _ handler: @escaping Handler) {
    self.method = method
    self.pattern = pattern.split(separator: "/")
    self.handler = handler
  }

  init(
    _ method: HTTPRequest.Method, _ pattern: String,
    _ handler: @escaping @Sendable (Routes, ServiceRequest) async throws -> Response
  ) {
    self.init(method, pattern) { routes, request, _ in try await handler(routes, request) }
  }

  /// What the stars stand for, or nil when the path has another shape.
  func match(_ path: [String]) -> [String]? {
    let hasTail = pattern.last == "**"
    guard hasTail ? path.count >= pattern.count : path.count == pattern.count else { return nil }
    var captures: [String] = []
    for (index, part) in pattern.enumerated() {
      switch part {
      case "*": captures.append(path[index])
      case "**": captures.append(path[index...].joined(separator: "/"))
      default: guard part == path[index] else { return nil }
      }
    }
    return captures
  }
}
