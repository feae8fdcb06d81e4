public import AzureWire

extension BlobClient {
  /// The container's URL with a signature that gives some rights to whoever
  /// has it.
  ///
  /// A client that has no key but a token cannot sign: its URL is bare, and
  /// opens only to those who have rights of their own.
  ///
  /// - Parameters:
  ///   - permissions: letters of `racwdl` in this order: read, add, create,
  ///     write, delete, list.
  ///   - validFor: from now.
  public func containerURL(_ name: String, permissions: String, validFor: Duration) -> Secret<String> {
    signed(
      path(name),
      SharedAccessSignature(
        container: name, permissions: permissions, now: service.http.environment.now(), validFor: validFor.inSeconds))
  }

  /// The same for one blob alone.
  public func blobURL(
    container: String, blob: String, permissions: String, validFor: Duration
  ) -> Secret<String> {
    var signature = SharedAccessSignature(
      container: container, permissions: permissions, now: service.http.environment.now(),
      validFor: validFor.inSeconds)
    signature.blob = blob
    signature.resource = "b"
    return signed(path(container, blob), signature)
  }

  /// The root of the storage with a signature that gives rights to all of it,
  /// bare as ``containerURL(_:permissions:validFor:)`` where there is no key.
  ///
  /// - Parameters:
  ///   - permissions: letters of `rwdlacup` in any order: read, write,
  ///     delete, list, add, create, update, process.
  ///   - resources: letters of `sco`: the list of containers, containers,
  ///     blobs.
  ///   - validFor: from now.
  public func accountURL(permissions: String, resources: String = "sco", validFor: Duration) -> Secret<String> {
    guard let key = service.credential.key else { return Secret(bare(service.endpoint.basePath + "/")) }
    let signature = AccountSharedAccessSignature(
      permissions: permissions, resourceTypes: resources, now: service.http.environment.now(),
      validFor: validFor.inSeconds)
    return Secret(
      service.endpoint.url(path: service.endpoint.basePath + "/", query: signature.query(signedBy: key).reveal()))
  }

  private func signed(_ path: String, _ signature: SharedAccessSignature) -> Secret<String> {
    let path = service.endpoint.basePath + path
    guard let key = service.credential.key else { return Secret(bare(path)) }
    return Secret(service.endpoint.url(path: path, query: signature.query(signedBy: key).reveal()))
  }

  private func bare(_ path: String) -> String { service.endpoint.url(path: path, query: "") }
}

extension Duration {
  fileprivate var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
