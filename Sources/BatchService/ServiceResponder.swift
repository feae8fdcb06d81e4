import AzureWire
import HTTPTypes
import Hummingbird
import Logging

/// Tells the three sides of the service apart, and turns what they throw
/// into the errors of their protocol.
struct ServiceResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let batch: BatchRoutes
  let blobs: BlobRoutes
  let nodes: NodeRoutes
  /// Of the listener with TLS alone.
  var entra: EntraRoutes?
  let authentication: Authentication
  let clock: @Sendable () -> Timestamp
  let logger: Logger

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    guard let parsed = ServiceRequest(request, account: blobs.account, isSecure: entra != nil) else {
      return Response(status: .badRequest)
    }
    // Storage requests carry x-ms-version, or at least the account's name.
    let isBlob = parsed.header("x-ms-version") != nil || parsed.path.first == blobs.account
    do {
      if let entra, let response = try await entra.respond(to: parsed) {
        return response
      } else if isBlob {
        return try await blobs.respond(to: parsed)
      } else if parsed.path.first == "node" {
        return try await nodes.respond(to: parsed)
      }
      try authentication.checkBatch(parsed)
      return try await batch.respond(to: parsed)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let known = error as? WireError ?? DiskError.from(error)
      if known == nil {
        logger.error("request failed", metadata: ["request-id": "\(parsed.requestID)", "error": "\(error)"])
      }
      let shown =
        known
        ?? WireError(
          .internalServerError, "InternalError", "Server encountered an internal error. Please retry the operation.")
      try await parsed.dropUnreadBody()
      return answer(shown, to: parsed, isBlob: isBlob)
    }
  }

  private func answer(_ error: WireError, to request: ServiceRequest, isBlob: Bool) -> Response {
    var response =
      isBlob
      ? BlobAnswer(request).error(error, now: clock())
      : BatchAnswer(request, endpoint: batch.endpoint).error(error, now: clock())
    if request.method == .head {
      response.headers[.contentLength] = "0"
      response.body = ResponseBody()
    }
    return response
  }
}
