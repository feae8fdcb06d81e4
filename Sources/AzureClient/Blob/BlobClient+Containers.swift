import AzureWire

extension BlobClient {
  /// Creates a container.
  ///
  /// The container carries the name of the request that made it, so that a
  /// creation whose answer was lost is recognised when it is repeated.
  ///
  /// - Throws: ``AzureError`` of kind `conflict`, code
  ///   `ContainerAlreadyExists`, when there is one already.
  package func createContainer(_ name: String) async throws {
    var call = call("PUT", path(name), verb: "create", .container(name), query: [("restype", "container")])
    let request = service.http.environment.requestID()
    call.headers.append((Self.creatorHeader, request))
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("ContainerAlreadyExists") {
      let found = try await service.perform(head(name))
      guard found.header(Self.creatorHeader) == request else { throw error }
    }
  }

  private static let creatorHeader = "x-ms-meta-createdby"

  /// Deletes the container and all blobs in it.
  package func deleteContainer(_ name: String) async throws {
    let call = call("DELETE", path(name), verb: "delete", .container(name), query: [("restype", "container")])
    try await perform(call, doneCodes: ["ContainerNotFound", "ContainerBeingDeleted"])
  }

  /// Whether there is such a container; only a service that cannot be asked
  /// is an error.
  package func containerExists(_ name: String) async throws -> Bool {
    do {
      _ = try await service.perform(head(name))
      return true
    } catch let error as AzureError where error.kind == .notFound {
      return false
    }
  }

  private func head(_ name: String) -> ServiceCall {
    call("HEAD", path(name), verb: "read", .container(name), query: [("restype", "container")])
  }

  /// The account's containers whose names begin so.
  package func containers(prefix: String? = nil) -> Pages<ContainerItem> {
    let call = call("GET", verb: "list", .containers, query: [("comp", "list"), ("prefix", prefix)])
    return pages(call, group: "Containers", ContainerItem.init)
  }

  /// The blobs of a container whose names begin so, in the order of names.
  package func blobs(container: String, prefix: String? = nil) -> Pages<BlobItem> {
    let call = call(
      "GET", path(container), verb: "list", .blobs(container: container),
      query: [("restype", "container"), ("comp", "list"), ("prefix", prefix)])
    return pages(call, group: "Blobs", BlobItem.init)
  }
}
