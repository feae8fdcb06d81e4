import HTTPTypes

extension BlobRoutes {
  /// Every operation of Storage that there is; of several with the same
  /// selector the first that accepts a request is taken.
  static let table = accountTable + containerTable + blobTable + copyTable + blobWriteTable

  private static let accountTable: [BlobOperation] = [
    BlobOperation(.get, level: .account, comp: "list", .account("l"), .list) { routes, request, _ in
      try await routes.listContainers(request)
    },
    BlobOperation(.get, .head, level: .account, comp: "properties", restype: "service", .account("r")) {
      routes, request, _ in
      routes.serviceProperties(request)
    },
    BlobOperation(.get, .head, level: .account, comp: "properties", restype: "account", .account("r")) {
      routes, request, _ in
      routes.accountInformation(request)
    },
  ]

  private static let containerTable: [BlobOperation] = [
    BlobOperation(
      .get, level: .container, comp: "list", restype: "container", .both("l"),
      .list + KnownParameters(query: ["delimiter"])
    ) { try await $0.listBlobs($1, $2.container) },
    BlobOperation(.put, level: .container, restype: "container", .account("cw"), .metadata) {
      try await $0.putContainer($1, $2.container)
    },
    BlobOperation(.get, .head, level: .container, restype: "container", .both("rl")) {
      try await $0.getContainer($1, $2.container)
    },
    BlobOperation(.get, .head, level: .container, comp: "metadata", restype: "container", .both("rl")) {
      try await $0.getContainer($1, $2.container)
    },
    BlobOperation(
      .put, level: .container, comp: "metadata", restype: "container", .account("w"),
      .metadata + KnownParameters(headers: ["if-modified-since"])
    ) { try await $0.setContainerMetadata($1, $2.container) },
    BlobOperation(.get, .head, level: .container, comp: "acl", restype: "container", .keyAlone) {
      try await $0.getContainerAccess($1, $2.container)
    },
    BlobOperation(.delete, level: .container, restype: "container", .account("d"), .times) {
      try await $0.deleteContainer($1, $2.container)
    },
    BlobOperation(.get, .head, level: .container, comp: "properties", restype: "account", .account("r")) {
      routes, request, _ in
      routes.accountInformation(request)
    },
  ]

  private static let blobTable: [BlobOperation] = [
    BlobOperation(
      .get, level: .blob, .both("r"),
      .conditions
        + KnownParameters(headers: ["x-ms-range", "x-ms-range-get-content-md5", "x-ms-range-get-content-crc64"])
    ) { try await $0.getBlob($1, $2) },
    BlobOperation(.head, level: .blob, .both("r"), .conditions) { try await $0.getBlob($1, $2) },
    BlobOperation(.get, .head, level: .blob, comp: "metadata", .both("r"), .conditions) {
      try await $0.getBlobMetadata($1, $2)
    },
    BlobOperation(
      .get, level: .blob, comp: "blocklist", .both("r"), KnownParameters(query: ["blocklisttype"])
    ) { try await $0.getBlockList($1, $2) },
    BlobOperation(.get, .head, level: .blob, comp: "properties", restype: "account", .account("r")) {
      routes, request, _ in
      routes.accountInformation(request)
    },
  ]

  private static let sourceConditions = KnownParameters(headers: [
    "x-ms-source-if-match", "x-ms-source-if-none-match", "x-ms-source-if-modified-since",
    "x-ms-source-if-unmodified-since", "x-ms-source-content-md5",
  ])

  /// What reads from an address; asked before the writes whose bodies are read.
  private static let copyTable: [BlobOperation] = [
    BlobOperation(
      .put, level: .blob, headers: ["x-ms-copy-source", "x-ms-blob-type"], .both("wc"),
      .conditions + sourceConditions + .metadata + .contentHeaders + .tier
        + KnownParameters(headers: ["x-ms-copy-source-blob-properties"])
    ) { try await $0.putBlobFromURL($1, $2) },
    BlobOperation(
      .put, level: .blob, comp: "block", headers: ["x-ms-copy-source"], .both("wc"),
      sourceConditions
        + KnownParameters(query: ["blockid"], headers: ["x-ms-source-range", "x-ms-source-content-crc64"])
    ) { try await $0.putBlockFromURL($1, $2) },
    BlobOperation(
      .put, level: .blob, headers: ["x-ms-copy-source", "x-ms-requires-sync"], .both("wc"),
      .conditions + sourceConditions + .metadata + .tier
    ) { try await $0.copyBlob($1, $2) },
    BlobOperation(
      .put, level: .blob, headers: ["x-ms-copy-source"], .both("wc"),
      .conditions + sourceConditions + .metadata + .tier
    ) { try await $0.copyBlob($1, $2) },
    BlobOperation(
      .put, level: .blob, comp: "copy", .both("w"),
      KnownParameters(query: ["copyid"], headers: ["x-ms-copy-action"])
    ) { try await $0.abortCopy($1, $2) },
  ]

  private static let blobWriteTable: [BlobOperation] = [
    BlobOperation(
      .put, level: .blob, .both("wc"),
      .conditions + .metadata + .contentHeaders + .checksums + .tier + KnownParameters(headers: ["x-ms-blob-type"])
    ) { try await $0.putBlob($1, $2) },
    BlobOperation(
      .put, level: .blob, comp: "block", .both("wc"), .checksums + KnownParameters(query: ["blockid"])
    ) { try await $0.putBlock($1, $2) },
    BlobOperation(
      .put, level: .blob, comp: "blocklist", .both("wc"),
      .conditions + .metadata + .contentHeaders + .checksums + .tier
    ) { try await $0.putBlockList($1, $2) },
    BlobOperation(.put, level: .blob, comp: "metadata", .both("w"), .conditions + .metadata) {
      try await $0.setBlobMetadata($1, $2)
    },
    BlobOperation(.put, level: .blob, comp: "properties", .both("w"), .conditions + .contentHeaders) {
      try await $0.setBlobHeaders($1, $2)
    },
    BlobOperation(
      .delete, level: .blob, .both("d"),
      .conditions + KnownParameters(only: ["x-ms-delete-snapshots": ["include"]])
    ) { try await $0.deleteBlob($1, $2) },
  ]
}
