public import AzureWire

/// A Batch account and the storage account that belongs to it: where they
/// answer and by what they know who asks.
public struct BatchAccount: Sendable {
  /// Scheme, host and port, such as `http://127.0.0.1:24817` or
  /// `https://acct.region.batch.azure.com`; `https` where no scheme is given.
  public var batchEndpoint: String
  /// Opens the Batch service.
  public var batchCredential: AccountCredential
  /// The root of the containers: `https://acct.blob.core.windows.net`, or with
  /// the account as the first step of the path, `http://127.0.0.1:24817/local`.
  public var blobEndpoint: String
  /// Opens the storage; a key also signs shared access signatures.
  public var storageCredential: AccountCredential

  /// The addresses are looked at when a client is made of them.
  public init(
    batchEndpoint: String, batchCredential: AccountCredential, blobEndpoint: String,
    storageCredential: AccountCredential
  ) {
    self.batchEndpoint = batchEndpoint
    self.batchCredential = batchCredential
    self.blobEndpoint = blobEndpoint
    self.storageCredential = storageCredential
  }

  /// An account of which both keys are known.
  public init(
    batchEndpoint: String, batchCredential: SharedKeyCredential, blobEndpoint: String,
    storageCredential: SharedKeyCredential
  ) {
    self.init(
      batchEndpoint: batchEndpoint, batchCredential: .sharedKey(batchCredential), blobEndpoint: blobEndpoint,
      storageCredential: .sharedKey(storageCredential))
  }
}
