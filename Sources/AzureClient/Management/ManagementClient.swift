import AzureWire
import NIOCore

/// A client of Azure Resource Manager: finds what ``BatchClient`` and
/// ``BlobClient`` need when all that is known is a service principal.
///
///     let secret = try ClientSecretCredential(tenant: tenant, client: id, secret: secret, http: http)
///     let management = try ManagementClient(source: secret, http: http)
///     let account = try await management.account(batch: batchID, storage: storageID)
///     let batch = try BatchClient(account: account, http: http)
///
/// Errors, cancelling and repeating are as with ``BatchClient``.
public final class ManagementClient: Sendable {
  /// Of the requests about Batch accounts.
  public static let batchVersion = "2024-07-01"
  /// Of the requests about storage accounts.
  public static let storageVersion = "2023-05-01"

  private let cloud: AzureCloud
  private let source: any TokenSource
  private let service: SignedService

  /// - Parameters:
  ///   - source: of tokens for Azure Resource Manager and, in
  ///     ``account(batch:storage:)``, for Batch.
  ///   - http: stays the caller's.
  /// - Throws: ``AzureError`` when the cloud's address cannot be used.
  public init(cloud: AzureCloud = .public, source: any TokenSource, http: HTTPTransport) throws {
    self.cloud = cloud
    self.source = source
    let tokens = TokenCache(source: source, scope: cloud.managementScope, environment: http.environment)
    service = try SignedService(
      dialect: .management, endpoint: cloud.resourceManager, credential: .token(tokens, account: cloud.name),
      http: http)
  }

  /// Where a Batch account answers.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none, of kind
  ///   `authentication` when the principal may not read it.
  public func batchAccount(_ id: ManagedResourceID) async throws -> ManagedBatchAccount {
    let answer = try await value(BatchAnswer.self, "GET", id, version: Self.batchVersion)
    return ManagedBatchAccount(
      name: id.name, location: answer.location, endpoint: answer.properties.accountEndpoint,
      storageAccount: answer.properties.autoStorage?.storageAccountId)
  }

  /// The keys of a Batch account.
  public func batchKeys(_ id: ManagedResourceID) async throws -> [ManagedKey] {
    let answer = try await value(BatchKeysAnswer.self, "POST", id, action: "listKeys", version: Self.batchVersion)
    return [("primary", answer.primary), ("secondary", answer.secondary)].compactMap { name, value in
      value.map { ManagedKey(name: name, value: Secret($0)) }
    }
  }

  /// Where a storage account answers.
  public func storageAccount(_ id: ManagedResourceID) async throws -> ManagedStorageAccount {
    let answer = try await value(StorageAnswer.self, "GET", id, version: Self.storageVersion)
    return ManagedStorageAccount(
      name: id.name, location: answer.location,
      blobEndpoint: answer.properties?.primaryEndpoints?.blob ?? cloud.blobEndpoint(account: id.name))
  }

  /// The keys of a storage account.
  public func storageKeys(_ id: ManagedResourceID) async throws -> [ManagedKey] {
    let answer = try await value(StorageKeysAnswer.self, "POST", id, action: "listKeys", version: Self.storageVersion)
    return answer.keys.map { ManagedKey(name: $0.keyName, value: Secret($0.value)) }
  }

  /// All that the other clients need: Batch is opened by tokens of the same
  /// source, the storage by its first key.
  ///
  /// - Throws: ``AzureError``, also when the storage account has no key.
  public func account(batch: ManagedResourceID, storage: ManagedResourceID) async throws -> BatchAccount {
    async let found = batchAccount(batch)
    async let store = storageAccount(storage)
    let keys = try await storageKeys(storage)
    guard let key = keys.first?.value, let credential = SharedKeyCredential(account: storage.name, base64Key: key)
    else {
      throw AzureError(
        kind: .protocol, code: "NoStorageKey",
        message: "Storage account \"\(storage.name)\" has no key that can be used; allow access by key on it.")
    }
    let tokens = TokenCache(source: source, scope: cloud.batchScope, environment: service.http.environment)
    return try await BatchAccount(
      batchEndpoint: found.endpoint, batchCredential: .token(tokens, account: batch.name),
      blobEndpoint: store.blobEndpoint, storageCredential: .sharedKey(credential))
  }

  private func value<Value: Decodable>(
    _ type: Value.Type, _ method: String, _ id: ManagedResourceID, action: String? = nil, version: String
  ) async throws -> Value {
    let path = PercentEncoding.encode(id.description, keeping: "/") + (action.map { "/" + $0 } ?? "")
    var call = ServiceCall(method, path, verb: action == nil ? "read" : "list the keys of", .resource(id.description))
    call.query.items.append(("api-version", version))
    call.headers.append(("accept", "application/json"))
    return try service.decode(type, await service.perform(call), call)
  }

  private struct BatchAnswer: Decodable {
    struct Properties: Decodable {
      struct Storage: Decodable { var storageAccountId: String? }
      var accountEndpoint: String
      var autoStorage: Storage?
    }
    var location: String?
    var properties: Properties
  }

  private struct BatchKeysAnswer: Decodable {
    var primary: String?
    var secondary: String?
  }

  private struct StorageAnswer: Decodable {
    struct Properties: Decodable {
      struct Endpoints: Decodable { var blob: String? }
      var primaryEndpoints: Endpoints?
    }
    var location: String?
    var properties: Properties?
  }

  private struct StorageKeysAnswer: Decodable {
    struct Key: Decodable {
      var keyName: String
      var value: String
    }
    var keys: [Key]
  }
}
