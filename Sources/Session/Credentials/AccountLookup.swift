import AzureClient
import AzureWire
import Foundation

/// From credentials to an account that can be worked with.
struct AccountLookup: Sendable {
  let http: HTTPTransport
  let environment: [String: String]

  /// Fetches keys where they are kept; for a service principal asks Azure
  /// Resource Manager for the endpoint and the key of the storage.
  ///
  /// - Parameter cloud: of Azure's; it matters for a service principal alone.
  /// - Throws: ``SessionError``, `AzureError`.
  func account(for credentials: CredentialsConfiguration, in cloud: AzureCloud) async throws -> BatchAccount {
    switch credentials.kind {
    case .sharedKey(let batch, let storage):
      return BatchAccount(
        batchEndpoint: batch.endpoint, batchCredential: try await credential(of: batch, "Batch account"),
        blobEndpoint: storage.endpoint, storageCredential: try await credential(of: storage, "storage account"))
    case .servicePrincipal(let principal): return try await account(for: principal, in: cloud)
    }
  }

  private func credential(
    of account: CredentialsConfiguration.Account, _ kind: String
  ) async throws -> SharedKeyCredential {
    let key = try await account.key.key(of: "the \(kind) \"\(account.name)\"", environment: environment)
    guard let credential = SharedKeyCredential(account: account.name, base64Key: key) else {
      throw SessionError(
        .authentication, "The key of the \(kind) \"\(account.name)\" is not Base64; copy it anew from its properties.")
    }
    return credential
  }

  private func account(
    for principal: CredentialsConfiguration.Principal, in cloud: AzureCloud
  ) async throws -> BatchAccount {
    var cloud = cloud
    if let suffix = principal.storageEndpointSuffix { cloud.storageSuffix = suffix }
    if let authority = principal.authority {
      // It takes tokens as the cloud's own services do.
      cloud.name = authority
      cloud.authority = authority
      cloud.resourceManager = authority
    }
    let batch = try ManagedResourceID(principal.batchAccountResourceID)
    let storage = try ManagedResourceID(principal.storageAccountResourceID)
    let secret = try await principal.secret.key(
      of: "the application \"\(principal.clientID)\"", environment: environment)
    let source = try ClientSecretCredential(
      tenant: principal.tenantID, client: principal.clientID, secret: secret, cloud: cloud, http: http)
    var account = try await ManagementClient(cloud: cloud, source: source, http: http)
      .account(batch: batch, storage: storage)
    // Azure tells the host alone.
    if !account.batchEndpoint.contains("://") { account.batchEndpoint = "https://" + account.batchEndpoint }
    return account
  }
}
