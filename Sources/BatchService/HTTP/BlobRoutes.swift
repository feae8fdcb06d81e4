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
    guard let container = path.first else { return try await respond(toAccount: request) }
    guard path.count > 1 else { return try await respond(to: request, container) }
    return try await respond(to: request, container, try name(in: request))
  }

  private func respond(toAccount request: ServiceRequest) async throws -> Response {
    func authorize(_ permissions: String) throws {
      try authentication.check(request, BlobAccess(service: "", account: permissions))
    }
    switch (request.method, request.query["comp"]) {
    case (.get, "list"):
      try authorize("l")
      return try await listContainers(request)
    case (.get, "properties"), (.head, "properties"):
      try authorize("r")
      return request.query["restype"] == "account" ? accountInformation(request) : serviceProperties(request)
    default:
      try authorize("")
      throw WireError.unsupportedVerb()
    }
  }

  private func respond(to request: ServiceRequest, _ container: String) async throws -> Response {
    func authorize(_ service: String, _ account: String) throws {
      try authentication.check(request, BlobAccess(container: container, service: service, account: account))
    }
    switch (request.method, request.query["comp"]) {
    case (.get, "list"):
      try authorize("l", "l")
      return try await listBlobs(request, container)
    case (.put, nil):
      try authorize("", "cw")
      return try await putContainer(request, container)
    case (.get, nil), (.head, nil), (.get, "metadata"), (.head, "metadata"):
      try authorize("rl", "rl")
      return try await getContainer(request, container)
    case (.put, "metadata"):
      try authorize("", "w")
      return try await setContainerMetadata(request, container)
    case (.get, "acl"), (.head, "acl"):
      try authorize("", "")
      return try await getContainerAccess(request, container)
    case (.delete, nil):
      try authorize("", "d")
      return try await deleteContainer(request, container)
    default:
      try authorize("", "")
      throw WireError.unsupportedVerb()
    }
  }

  private func respond(to request: ServiceRequest, _ container: String, _ blob: String) async throws -> Response {
    @discardableResult func authorize(_ permissions: String) throws -> String? {
      try authentication.check(
        request, BlobAccess(container: container, blob: blob, service: permissions, account: permissions))
    }
    switch (request.method, request.query["comp"]) {
    case (.get, nil), (.head, nil):
      try authorize("r")
      return try await getBlob(request, container, blob)
    case (.get, "metadata"), (.head, "metadata"):
      try authorize("r")
      return try await getBlobMetadata(request, container, blob)
    case (.get, "blocklist"):
      try authorize("r")
      return try await getBlockList(request, container, blob)
    case (.put, nil):
      let granted = try authorize("wc")
      return try await putBlob(request, container, blob, granted)
    case (.put, "block"):
      try authorize("wc")
      return try await putBlock(request, container, blob)
    case (.put, "blocklist"):
      let granted = try authorize("wc")
      return try await putBlockList(request, container, blob, granted)
    case (.put, "metadata"), (.put, "properties"):
      try authorize("w")
      return try await changeBlob(request, container, blob)
    case (.delete, nil):
      try authorize("d")
      return try await deleteBlob(request, container, blob)
    default:
      try authorize("")
      throw WireError.unsupportedVerb()
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

  /// What there is of the account itself; a client's first question.
  private func accountInformation(_ request: ServiceRequest) -> Response {
    BlobAnswer(request).empty(
      .ok, headers: [fieldName("x-ms-sku-name"): "Standard_LRS", fieldName("x-ms-account-kind"): "StorageV2"])
  }

  /// No logging, no metrics, no static site.
  private func serviceProperties(_ request: ServiceRequest) -> Response {
    let off = XMLNode(
      "DeleteRetentionPolicy", children: [XMLNode("Enabled", text: "false")])
    return BlobAnswer(request).xml(XMLNode("StorageServiceProperties", children: [XMLNode("Cors"), off]))
  }
}
