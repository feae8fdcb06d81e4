package import AzureWire

extension BlobClient {
  /// The container's URL with a signature that gives some rights to whoever
  /// has it.
  ///
  /// - Parameters:
  ///   - permissions: letters of `racwdl` in this order: read, add, create,
  ///     write, delete, list.
  ///   - validFor: from now.
  package func containerURL(_ name: String, permissions: String, validFor: Duration) -> Secret<String> {
    signed(
      path(name),
      SharedAccessSignature(
        container: name, permissions: permissions, now: service.http.environment.now(), validFor: validFor.inSeconds))
  }

  /// The same for one blob alone.
  package func blobURL(
    container: String, blob: String, permissions: String, validFor: Duration
  ) -> Secret<String> {
    var signature = SharedAccessSignature(
      container: container, permissions: permissions, now: service.http.environment.now(),
      validFor: validFor.inSeconds)
    signature.blob = blob
    signature.resource = "b"
    return signed(path(container, blob), signature)
  }

  private func signed(_ path: String, _ signature: SharedAccessSignature) -> Secret<String> {
    let query = signature.query(signedBy: service.credential)
    return Secret(service.endpoint.url(path: service.endpoint.basePath + path, query: query.reveal()))
  }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
