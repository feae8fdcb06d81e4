import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The Storage side of the service: containers and block blobs, path style
/// (`/account/container/blob`).
struct BlobRoutes: Sendable {
  let store: Store
  let files: BlobFiles
  let authentication: Authentication
  let account: String
  let clock: @Sendable () -> Timestamp

  /// The largest blob written by one request, in bytes (Put Blob: 5000 MiB).
  static let blobLimit: Int64 = 5000 << 20

  /// - Throws: ``WireError`` for whatever cannot be done.
  func respond(to request: ServiceRequest) async throws -> Response {
    guard request.path.first == account else {
      throw WireError(.notFound, "ResourceNotFound", "The specified resource does not exist.")
    }
    let path = request.path.dropFirst()
    guard let container = path.first else {
      try authorize(request, container: nil, blob: nil, permissions: "")
      guard request.method == .get, request.query["comp"] == "list" else { throw WireError.unsupportedVerb() }
      return try await listContainers(request)
    }
    let blob = path.count > 1 ? try name(in: request) : nil
    let comp = request.query["comp"]
    guard let blob else {
      switch (request.method, comp) {
      case (.get, "list"):
        try authorize(request, container: container, blob: nil, permissions: "l")
        return try await listBlobs(request, container)
      case (.put, nil):
        try authorize(request, container: container, blob: nil, permissions: "")
        return try await putContainer(request, container)
      case (.get, nil), (.head, nil):
        try authorize(request, container: container, blob: nil, permissions: "rl")
        return try await getContainer(request, container)
      case (.delete, nil):
        try authorize(request, container: container, blob: nil, permissions: "")
        return try await deleteContainer(request, container)
      default: throw WireError.unsupportedVerb()
      }
    }
    switch (request.method, comp) {
    case (.get, nil), (.head, nil):
      try authorize(request, container: container, blob: blob, permissions: "r")
      return try await getBlob(request, container, blob)
    case (.put, nil):
      try authorize(request, container: container, blob: blob, permissions: "wc")
      return try await putBlob(request, container, blob)
    case (.put, "block"):
      try authorize(request, container: container, blob: blob, permissions: "wc")
      return try await putBlock(request, container, blob)
    case (.put, "blocklist"):
      try authorize(request, container: container, blob: blob, permissions: "wc")
      return try await putBlockList(request, container, blob)
    case (.delete, nil):
      try authorize(request, container: container, blob: blob, permissions: "d")
      return try await deleteBlob(request, container, blob)
    default: throw WireError.unsupportedVerb()
    }
  }

  /// The name as it was written: a name may hold empty steps (`a//b`).
  private func name(in request: ServiceRequest) throws -> String {
    let rest = request.rawPath.split(separator: "/", maxSplits: 2).dropFirst(2).first
    guard let name = rest.flatMap({ PercentEncoding.decode($0) }), !name.unicodeScalars.contains("\0") else {
      throw WireError(.badRequest, "InvalidUri", "The requested URI does not represent any resource on the server.")
    }
    return name
  }

  /// The account's key opens everything, a signature what it grants; empty
  /// `permissions` ask for the key.
  private func authorize(
    _ request: ServiceRequest, container: String?, blob: String?, permissions: String
  ) throws {
    if request.header("authorization") == nil, request.query["sig"] != nil, let container {
      try authentication.checkSignature(request, container: container, blob: blob, permissions: permissions)
    } else {
      try authentication.checkSharedKey(request, .storage)
    }
  }
}
