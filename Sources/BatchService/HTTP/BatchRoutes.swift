import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The Batch side of the service: which request does what.
struct BatchRoutes: Sendable {
  let store: Store
  let scheduler: Scheduler
  let files: FileRelay
  let endpoint: String
  let clock: @Sendable () -> Timestamp

  /// The largest body of a request, in bytes (Batch API: 1 MB of tasks).
  static let bodyLimit = 1 << 20

  private static let table = jobTable + taskTable + scheduleTable + poolTable

  /// - Throws: ``WireError`` for whatever cannot be done.
  func respond(to request: ServiceRequest) async throws -> Response {
    guard request.query["api-version"] != nil else {
      throw WireError(
        .badRequest, "MissingRequiredQueryParameter",
        "A required query parameter was not specified for this request.",
        values: [.init(key: "QueryParameterName", value: "api-version")])
    }
    guard request.apiVersion.isEmpty || APIVersion.isKnown(request.apiVersion) else {
      throw APIVersion.unknown(request.apiVersion)
    }
    var isKnownPath = false
    for route in Self.table {
      guard let captures = route.pattern.match(request.path) else { continue }
      isKnownPath = true
      guard route.method == request.method else { continue }
      try BatchParameters.check(request, route.known)
      return try await route.handler(self, request, captures)
    }
    throw isKnownPath ? WireError.unsupportedVerb() : WireError.resourceNotFound
  }

  func answer(_ request: ServiceRequest) -> BatchAnswer { BatchAnswer(request, endpoint: endpoint) }
}
