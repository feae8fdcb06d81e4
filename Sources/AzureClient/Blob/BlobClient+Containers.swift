import AzureWire

extension BlobClient {
  /// Creates a container.
  ///
  /// The container carries the name of the request that made it, so that a
  /// creation whose answer was lost is recognised when it is repeated.
  ///
  /// - Parameter metadata: names are letters, digits and underscores.
  /// - Throws: ``AzureError`` of kind `conflict`, code
  ///   `ContainerAlreadyExists`, when there is one already.
  public func createContainer(_ name: String, metadata: [String: String] = [:]) async throws {
    var call = call("PUT", path(name), verb: "create", .container(name), query: [("restype", "container")])
    let request = service.http.environment.requestID()
    call.headers.append((Self.creatorHeader, request))
    call.headers += BlobMetadata.headers(metadata)
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("ContainerAlreadyExists") {
      let found = try await service.perform(head(name))
      guard found.header(Self.creatorHeader) == request else { throw error }
    }
  }

  /// Names the request that made a container or a blob.
  static let creatorHeader = "x-ms-meta-" + creatorName
  static let creatorName = "createdby"

  /// Deletes the container and all blobs in it.
  public func deleteContainer(_ name: String, condition: AccessCondition = .none) async throws {
    var call = call("DELETE", path(name), verb: "delete", .container(name), query: [("restype", "container")])
    call.headers += condition.headers
    try await perform(call, doneCodes: ["ContainerNotFound", "ContainerBeingDeleted"])
  }

  /// Whether there is such a container; only a service that cannot be asked
  /// is an error.
  public func containerExists(_ name: String) async throws -> Bool {
    do {
      _ = try await service.perform(head(name))
      return true
    } catch let error as AzureError where error.kind == .notFound {
      return false
    }
  }

  /// Times and metadata of a container.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func containerProperties(_ name: String) async throws -> ContainerItem {
    ContainerItem(name: name, headers: try await service.perform(head(name)).headers)
  }

  /// Replaces all metadata of a container.
  ///
  /// - Parameter metadata: names are letters, digits and underscores.
  public func setContainerMetadata(_ name: String, _ metadata: [String: String]) async throws {
    var call = call(
      "PUT", path(name), verb: "change", .container(name), query: [("restype", "container"), ("comp", "metadata")])
    call.headers += BlobMetadata.headers(metadata)
    _ = try await service.perform(call)
  }

  private func head(_ name: String) -> ServiceCall {
    call("HEAD", path(name), verb: "read", .container(name), query: [("restype", "container")])
  }

  /// The account's containers whose names begin so.
  ///
  /// - Parameters:
  ///   - pageSize: at most so many with a request, up to 5000.
  ///   - withMetadata: lists it too.
  public func containers(
    prefix: String? = nil, pageSize: Int? = nil, withMetadata: Bool = false
  ) -> Pages<ContainerItem> {
    let call = call(
      "GET", verb: "list", .containers,
      query: [
        ("comp", "list"), ("prefix", prefix), ("maxresults", pageSize.map(String.init)),
        ("include", withMetadata ? "metadata" : nil),
      ])
    return pages(call, group: "Containers", ContainerItem.init)
  }

  /// The blobs of a container whose names begin so, in the order of names.
  ///
  /// - Parameters:
  ///   - pageSize: at most so many with a request, up to 5000.
  ///   - withMetadata: lists it too.
  public func blobs(
    container: String, prefix: String? = nil, pageSize: Int? = nil, withMetadata: Bool = false
  ) -> Pages<BlobItem> {
    pages(
      list(container, prefix, delimiter: nil, pageSize, withMetadata: withMetadata), group: "Blobs", BlobItem.init)
  }

  /// As a directory: blobs whose names begin so and do not go on with the
  /// delimiter, and what the others begin with, up to it.
  ///
  ///     for try await page in client.entries(container: "box", prefix: "logs/") { ... }
  ///
  /// - Parameter pageSize: at most so many with a request, up to 5000.
  public func entries(
    container: String, prefix: String? = nil, delimiter: String = "/", pageSize: Int? = nil,
    withMetadata: Bool = false
  ) -> Pages<BlobEntry> {
    pages(
      list(container, prefix, delimiter: delimiter, pageSize, withMetadata: withMetadata), group: "Blobs",
      BlobEntry.init)
  }

  private func list(
    _ container: String, _ prefix: String?, delimiter: String?, _ pageSize: Int?, withMetadata: Bool
  ) -> ServiceCall {
    call(
      "GET", path(container), verb: "list", .blobs(container: container),
      query: [
        ("restype", "container"), ("comp", "list"), ("prefix", prefix), ("delimiter", delimiter),
        ("maxresults", pageSize.map(String.init)), ("include", withMetadata ? "metadata" : nil),
      ])
  }
}
