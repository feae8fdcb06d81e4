import AzureWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The side of the service that node agents talk to; see ``NodeProtocol``.
struct NodeRoutes: Sendable {
  let store: Store
  let scheduler: Scheduler
  let files: FileRelay

  /// A report names every run that the node holds; this is room for 100,000.
  private static let reportLimit = 64 << 20

  func respond(to request: ServiceRequest) async throws -> Response {
    guard request.path.count >= 3, request.method == .post else { throw WireError.resourceNotFound }
    guard let node = try await store.node(request.path[1]),
      Authentication.isToken(request.header("authorization"), ofHash: node.tokenHash)
    else { throw WireError.authenticationFailed }
    switch request.path.dropFirst(2) {
    case ["exchange"]: return try await exchange(request, node)
    case let rest where rest.first == "replies" && rest.count == 2:
      return try await reply(request, requestID: request.path[3])
    default: throw WireError.resourceNotFound
    }
  }

  private func exchange(_ request: ServiceRequest, _ node: NodeRecord) async throws -> Response {
    let report = try RequestDecoding.decode(
      NodeReport.self, from: try await request.body(limit: Self.reportLimit))
    let instructions = try await scheduler.exchange(with: node, report: report)
    let body = ByteBuffer(string: try JSONText.encode(instructions))
    return Response(
      status: .ok, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: body))
  }

  private func reply(_ request: ServiceRequest, requestID: String) async throws -> Response {
    switch request.header(NodeProtocol.replyKindHeader) {
    case "list":
      let list = try RequestDecoding.decode(
        NodeFileList.self, from: try await request.body(limit: Self.reportLimit))
      files.finish(requestID, .success(.list(list.files)))
    case "file":
      guard let json = request.header(NodeProtocol.replyFileHeader) else {
        throw WireError.invalidBody("the reply does not describe its file")
      }
      let file = try JSONText.decode(NodeFile.self, json)
      try await relay(request, file: file, requestID: requestID)
    case "notFound":
      files.finish(requestID, .success(.notFound))
    case "deleted":
      files.finish(requestID, .success(.deleted))
    case "notEmpty":
      let error = WireError.conflict(
        "OperationInvalidForCurrentState", "The directory is not empty; delete it with recursive=true.")
      files.finish(requestID, .failure(error))
    default:
      let error = WireError.conflict("TaskFilesUnavailable", "The node could not read the files of the task.")
      files.finish(requestID, .failure(error))
    }
    return Response(status: .ok)
  }

  /// Hands the body on as it arrives, and ends when the client has it all.
  private func relay(_ request: ServiceRequest, file: NodeFile, requestID: String) async throws {
    guard request.header("content-length") != "0" else {
      files.finish(requestID, .success(.file(file, ResponseBody())))
      return
    }
    let (done, end) = AsyncStream<Void>.makeStream()
    guard files.finish(requestID, .success(.file(file, Self.body(from: request, RelayEnd(end))))) else { return }
    for await _ in done {}
  }

  private static func body(from request: ServiceRequest, _ end: RelayEnd) -> ResponseBody {
    request.bodyReading.noteBegin()
    let body = request.request.body
    return ResponseBody { writer in
      defer { withExtendedLifetime(end) {} }
      for try await part in body { try await writer.write(part) }
      try await writer.finish(nil)
    }
  }

  /// Ends the agent's request when the client's answer goes, whether it was
  /// sent, broke off, or was never begun.
  private final class RelayEnd: Sendable {
    private let end: AsyncStream<Void>.Continuation

    init(_ end: AsyncStream<Void>.Continuation) {
      self.end = end
    }

    deinit { end.finish() }
  }
}
