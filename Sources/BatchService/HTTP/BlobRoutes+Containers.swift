import AzureWire
import HTTPTypes
import Hummingbird

extension BlobRoutes {
  private static let invalidName = WireError(
    .badRequest, "InvalidResourceName", "The specified resource name contains invalid characters.")

  func putContainer(_ request: ServiceRequest, _ name: String) async throws -> Response {
    guard ResourceID.isValidContainerName(name) else { throw Self.invalidName }
    let container = try await store.addContainer(name, metadata: try BlobMetadata.json(of: request), now: clock())
    return BlobAnswer(request).empty(.created, headers: try headers(of: container))
  }

  func getContainer(_ request: ServiceRequest, _ name: String) async throws -> Response {
    // Clients ask by this whether a container may be made.
    guard ResourceID.isValidContainerName(name) || name.hasPrefix("$") else { throw Self.invalidName }
    return BlobAnswer(request).empty(.ok, headers: try headers(of: try await store.container(name)))
  }

  func setContainerMetadata(_ request: ServiceRequest, _ name: String) async throws -> Response {
    let container = try await store.setContainerMetadata(
      name, try BlobMetadata.json(of: request), conditions: try BlobConditions(request.header), now: clock())
    return BlobAnswer(request).empty(.ok, headers: try headers(of: container))
  }

  /// There are no stored access policies, and nothing is public.
  func getContainerAccess(_ request: ServiceRequest, _ name: String) async throws -> Response {
    let headers = try headers(of: try await store.container(name))
    return BlobAnswer(request).xml(XMLNode("SignedIdentifiers"), headers: headers)
  }

  func deleteContainer(_ request: ServiceRequest, _ name: String) async throws -> Response {
    files.remove(try await store.deleteContainer(name, conditions: try BlobConditions(request.header)))
    return BlobAnswer(request).empty(.accepted)
  }

  func listContainers(_ request: ServiceRequest) async throws -> Response {
    let limit = try pageSize(request)
    let prefix = request.query["prefix"] ?? ""
    let marker = request.query["marker"] ?? ""
    let withMetadata = try included(request, of: Self.containerDetails).contains("metadata")
    let found = try await store.containers(prefix: prefix, from: marker, limit: limit + 1)
    let nodes = try found.prefix(limit).map { container in
      XMLNode(
        "Container",
        children: [
          XMLNode("Name", text: container.name),
          XMLNode(
            "Properties",
            children: [
              XMLNode("Last-Modified", text: container.lastModified.rfc1123),
              XMLNode("Etag", text: "\"\(container.eTag)\""), XMLNode("LeaseStatus", text: "unlocked"),
              XMLNode("LeaseState", text: "available"), XMLNode("PublicAccess"),
            ]),
        ] + (withMetadata ? try BlobMetadata.nodes(container.metadata) : []))
    }
    return list(
      request, prefix: prefix, marker: marker, XMLNode("Containers", children: Array(nodes)),
      next: found.count > limit ? found[limit].name : nil)
  }

  func listBlobs(_ request: ServiceRequest, _ container: String) async throws -> Response {
    let limit = try pageSize(request)
    let prefix = request.query["prefix"] ?? ""
    let marker = request.query["marker"] ?? ""
    let included = try included(request, of: Self.blobDetails)
    let found = try await store.blobs(
      in: container, prefix: prefix, delimiter: request.query["delimiter"], from: marker, limit: limit + 1)
    let nodes = try found.prefix(limit).map { item in
      switch item {
      case .prefix(let directory): XMLNode("BlobPrefix", children: [XMLNode("Name", text: directory)])
      case .blob(let blob): try node(of: blob, included)
      }
    }
    return list(
      request, of: container, prefix: prefix, marker: marker, XMLNode("Blobs", children: Array(nodes)),
      next: found.count > limit ? found[limit].marker : nil)
  }

  private func node(of blob: BlobRecord, _ included: Set<String>) throws -> XMLNode {
    XMLNode(
      "Blob",
      children: [
        XMLNode("Name", text: blob.name),
        XMLNode(
          "Properties",
          children: [
            XMLNode("Creation-Time", text: blob.creationTime.rfc1123),
            XMLNode("Last-Modified", text: blob.lastModified.rfc1123), XMLNode("Etag", text: blob.eTag),
            XMLNode("Content-Length", text: String(blob.size)),
            XMLNode("Content-Type", text: blob.contentType), XMLNode("Content-MD5", text: blob.contentMD5 ?? ""),
            XMLNode("BlobType", text: "BlockBlob"), XMLNode("LeaseStatus", text: "unlocked"),
            XMLNode("LeaseState", text: "available"),
          ] + (included.contains("copy") ? try CopyRecord.nodes(blob.copy) : [])),
      ] + (included.contains("metadata") ? try BlobMetadata.nodes(blob.metadata) : []))
  }

  /// What a list of containers can be asked to tell; there are no deleted and
  /// no system containers.
  private static let containerDetails: Set<String> = ["metadata", "deleted", "system"]
  /// The same of a list of blobs: none has snapshots, versions, tags, policies
  /// or holds, and none that was deleted is kept.
  private static let blobDetails: Set<String> = [
    "metadata", "copy", "snapshots", "versions", "tags", "deleted", "deletedwithversions", "immutabilitypolicy",
    "legalhold",
  ]

  /// What a list shall tell beside names and properties: the words of `include`.
  ///
  /// - Throws: ``WireError`` `NotImplemented` for any other word.
  private func included(_ request: ServiceRequest, of known: Set<String>) throws -> Set<String> {
    let words = (request.query["include"] ?? "").split(separator: ",").map { $0.lowercased() }
    for word in words where !known.contains(word) {
      throw StorageParameters.notImplemented("include=\(word)")
    }
    return Set(words)
  }

  /// - Parameter container: The container whose blobs are listed; nil for a
  ///   list of containers.
  private func list(
    _ request: ServiceRequest, of container: String? = nil, prefix: String, marker: String, _ content: XMLNode,
    next: String?
  ) -> Response {
    var node = XMLNode(
      "EnumerationResults",
      children: [
        XMLNode("Prefix", text: prefix), XMLNode("Marker", text: marker), content,
        XMLNode("NextMarker", text: next ?? ""),
      ])
    node.attributes["ServiceEndpoint"] = serviceEndpoint(of: request)
    node.attributes["ContainerName"] = container
    return BlobAnswer(request).xml(node)
  }

  /// The address of the account as the client wrote it.
  private func serviceEndpoint(of request: ServiceRequest) -> String {
    let host = request.request.head.authority ?? "localhost"
    return "\(request.isSecure ? "https" : "http")://\(host)/" + (request.isHostStyle ? "" : "\(account)/")
  }

  private func pageSize(_ request: ServiceRequest) throws -> Int {
    guard let text = request.query["maxresults"] else { return 5000 }
    guard let number = Int(text), number >= 1 else {
      throw WireError(
        .badRequest, "OutOfRangeQueryParameterValue",
        "One of the query parameters specified in the request URI is outside the permissible range.")
    }
    return min(number, 5000)
  }

  private func headers(of container: ContainerRecord) throws -> HTTPFields {
    var headers: HTTPFields = [
      .eTag: "\"\(container.eTag)\"", .lastModified: container.lastModified.rfc1123,
      fieldName("x-ms-lease-state"): "available", fieldName("x-ms-lease-status"): "unlocked",
    ]
    try BlobMetadata.add(container.metadata, to: &headers)
    return headers
  }
}
