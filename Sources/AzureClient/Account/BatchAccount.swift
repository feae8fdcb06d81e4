package import AzureWire

/// A Batch account and the storage account that belongs to it: where they
/// answer and with which keys requests are signed.
package struct BatchAccount: Sendable {
  /// Scheme, host and port, such as `http://127.0.0.1:24817` or
  /// `https://acct.region.batch.azure.com`; `https` where no scheme is given.
  package var batchEndpoint: String
  /// Signs requests to the Batch service.
  package var batchCredential: SharedKeyCredential
  /// The root of the containers: `https://acct.blob.core.windows.net`, or with
  /// the account as the first step of the path, `http://127.0.0.1:24817/local`.
  package var blobEndpoint: String
  /// Signs requests to the storage, and shared access signatures.
  package var storageCredential: SharedKeyCredential

  /// The addresses are looked at when a client is made of them.
  package init(
    batchEndpoint: String, batchCredential: SharedKeyCredential, blobEndpoint: String,
    storageCredential: SharedKeyCredential
  ) {
    self.batchEndpoint = batchEndpoint
    self.batchCredential = batchCredential
    self.blobEndpoint = blobEndpoint
    self.storageCredential = storageCredential
  }
}
