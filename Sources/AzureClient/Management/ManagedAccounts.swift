public import AzureWire

/// A Batch account as Azure Resource Manager describes it.
public struct ManagedBatchAccount: Sendable {
  /// The account's name, unique in its cloud.
  public var name: String
  /// The Azure region, such as `westeurope`.
  public var location: String?
  /// Host of the Batch service, such as `acct.westeurope.batch.azure.com`.
  public var endpoint: String
  /// Resource id of the storage account that is linked, if one is.
  public var storageAccount: String?
}

/// A storage account as Azure Resource Manager describes it.
public struct ManagedStorageAccount: Sendable {
  /// The account's name, unique in its region.
  public var name: String
  /// The region, such as `westeurope`.
  public var location: String?
  /// Where its blobs are, such as `https://acct.blob.core.windows.net/`.
  public var blobEndpoint: String
}

/// A key of an account; there are two, so that one can be changed while the
/// other is in use.
public struct ManagedKey: Sendable {
  /// Such as `key1` or `primary`.
  public var name: String
  /// Base64.
  public var value: Secret<String>
}
