import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The questions of Azure's management API that lead a service principal to
/// its accounts: where the Batch account and the Storage account answer, and
/// their keys.
///
/// Source: "Batch Account - Get", "Batch Account - Get Keys", "Storage
/// Accounts - Get Properties", "Storage Accounts - List Keys" of Azure
/// Resource Manager.
struct ManagementRoutes: Sendable {
  let authentication: Authentication
  let credential: SharedKeyCredential
  /// Of the listener with TLS, without its scheme.
  let host: String

  func answers(_ path: [String]) -> Bool { path.first?.lowercased() == "subscriptions" }

  /// - Throws: ``WireError`` without a token, and for any other resource.
  func respond(to request: ServiceRequest) async throws -> Response {
    try authentication.checkToken(request, for: .management)
    let path = request.path.map { $0.lowercased() }
    guard path.count >= 8, path[2] == "resourcegroups", path[4] == "providers", path[7] == credential.account else {
      throw notFound(request)
    }
    switch (request.method, path[5], path[6], path.dropFirst(8).first) {
    case (.get, "microsoft.batch", "batchaccounts", nil):
      return try json(
        Account(
          id: request.rawPath, name: credential.account,
          properties: .init(
            accountEndpoint: host,
            autoStorage: .init(
              storageAccountId: "/" + request.path.prefix(4).joined(separator: "/")
                + "/providers/Microsoft.Storage/storageAccounts/\(credential.account)"))))
    case (.post, "microsoft.batch", "batchaccounts", "listkeys"):
      return try json(["accountName": credential.account, "primary": key, "secondary": key])
    case (.get, "microsoft.storage", "storageaccounts", nil):
      return try json(
        Storage(
          id: request.rawPath, name: credential.account,
          properties: .init(primaryEndpoints: .init(blob: "https://\(host)/\(credential.account)"))))
    case (.post, "microsoft.storage", "storageaccounts", "listkeys"):
      return try json(["keys": [["keyName": "key1", "value": key, "permissions": "FULL"]]])
    default: throw notFound(request)
    }
  }

  private struct Account: Encodable {
    struct Properties: Encodable {
      struct AutoStorage: Encodable { var storageAccountId: String }
      var accountEndpoint: String
      var provisioningState = "Succeeded"
      var poolAllocationMode = "BatchService"
      var autoStorage: AutoStorage
    }
    var id: String
    var name: String
    var type = "Microsoft.Batch/batchAccounts"
    var location = "local"
    var properties: Properties
  }

  private struct Storage: Encodable {
    struct Properties: Encodable {
      struct Endpoints: Encodable { var blob: String }
      var provisioningState = "Succeeded"
      var primaryEndpoints: Endpoints
    }
    var id: String
    var name: String
    var type = "Microsoft.Storage/storageAccounts"
    var location = "local"
    var properties: Properties
  }

  private var key: String { credential.base64Key.reveal() }

  private func notFound(_ request: ServiceRequest) -> WireError {
    WireError(.notFound, "ResourceNotFound", "The resource '\(request.rawPath)' was not found.")
  }

  private func json(_ value: some Encodable) throws -> Response {
    Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try JSONText.encode(value))))
  }
}
