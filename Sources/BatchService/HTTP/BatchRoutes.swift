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

  private static let table: [Route<BatchRoutes>] = [
    Route(.get, "jobs") { routes, request in try await routes.listJobs(request) },
    Route(.post, "jobs") { routes, request in try await routes.addJob(request) },
    Route(.get, "jobs/*") { try await $0.getJob($1, $2[0]) },
    Route(.patch, "jobs/*") { try await $0.patchJob($1, $2[0]) },
    Route(.delete, "jobs/*") { try await $0.deleteJob($1, $2[0]) },
    Route(.post, "jobs/*/terminate") { try await $0.terminateJob($1, $2[0]) },
    Route(.get, "jobs/*/taskcounts") { try await $0.taskCounts($1, $2[0]) },
    Route(.get, "jobs/*/jobpreparationandreleasetaskstatus") { try await $0.preparationStatus($1, $2[0]) },
    Route(.get, "jobs/*/tasks") { try await $0.listTasks($1, $2[0]) },
    Route(.post, "jobs/*/tasks") { try await $0.addTask($1, $2[0]) },
    Route(.post, "jobs/*/addtaskcollection") { try await $0.addTaskCollection($1, $2[0]) },
    Route(.get, "jobs/*/tasks/*") { try await $0.getTask($1, $2[0], $2[1]) },
    Route(.post, "jobs/*/tasks/*/terminate") { try await $0.terminateTask($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files") { try await $0.listFiles($1, $2[0], $2[1]) },
    Route(.get, "jobs/*/tasks/*/files/**") { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.head, "jobs/*/tasks/*/files/**") { try await $0.getFile($1, $2[0], $2[1], $2[2]) },
    Route(.get, "pools") { routes, request in try await routes.listPools(request) },
    Route(.get, "pools/*") { try await $0.getPool($1, $2[0]) },
    Route(.head, "pools/*") { try await $0.getPool($1, $2[0]) },
    Route(.get, "pools/*/nodes") { try await $0.listNodes($1, $2[0]) },
    Route(.get, "pools/*/nodes/*") { try await $0.getNode($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/files") { try await $0.listNodeFiles($1, $2[0], $2[1]) },
    Route(.get, "pools/*/nodes/*/files/**") { try await $0.getNodeFile($1, $2[0], $2[1], $2[2]) },
    Route(.head, "pools/*/nodes/*/files/**") { try await $0.getNodeFile($1, $2[0], $2[1], $2[2]) },
  ]

  /// - Throws: ``WireError`` for whatever cannot be done.
  func respond(to request: ServiceRequest) async throws -> Response {
    guard request.query["api-version"] != nil else {
      throw WireError(
        .badRequest, "MissingRequiredQueryParameter",
        "A required query parameter was not specified for this request.",
        values: [.init(key: "QueryParameterName", value: "api-version")])
    }
    var isKnownPath = false
    for route in Self.table {
      guard let captures = route.pattern.match(request.path) else { continue }
      isKnownPath = true
      if route.method == request.method { return try await route.handler(self, request, captures) }
    }
    throw isKnownPath ? WireError.unsupportedVerb() : WireError.resourceNotFound
  }

  func answer(_ request: ServiceRequest) -> BatchAnswer { BatchAnswer(request, endpoint: endpoint) }
}
