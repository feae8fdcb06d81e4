/// What a client needs to reach the service of this machine: the content of
/// `service.json` in its state directory, and the line that a foreground
/// service prints when it is ready. It holds no secret.
package struct LocalServiceDescription: Codable, Sendable, Equatable {
  /// The Batch endpoint, such as `http://127.0.0.1:24817`.
  package var batchEndpoint: String
  /// The Blob endpoint, the account included.
  package var blobEndpoint: String
  /// The name of the account that the service has.
  package var account: String
  /// The file that holds the account's key in Base64, readable by its owner.
  package var keyFile: String
  /// The service's process.
  package var processID: Int32

  /// Where the listener with TLS answers, such as `https://127.0.0.1:24818`:
  /// Batch, Storage (below the account's name), tokens and management; nil
  /// without one.
  package var tlsEndpoint: String?
  /// The file of that listener's certificate, in PEM, for clients to trust.
  package var certificateFile: String?

  package init(batchEndpoint: String, blobEndpoint: String, account: String, keyFile: String, processID: Int32) {
    self.batchEndpoint = batchEndpoint
    self.blobEndpoint = blobEndpoint
    self.account = account
    self.keyFile = keyFile
    self.processID = processID
  }
}
