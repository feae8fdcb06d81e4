import AzureWire
import HTTPTypes
import Hummingbird

/// Blobs and blocks whose bytes come from an address. What is there stays as
/// it is until the whole source has arrived.
extension BlobRoutes {
  /// The largest source of a copy that is to end before it is answered.
  ///
  /// Source: "Copy Blob From URL", 256 MiB.
  private static let synchronousLimit: Int64 = 256 << 20

  func putBlobFromURL(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    try requireBlockBlob(request)
    try requireNoBody(request)
    let conditions = try await checkedConditions(request, target)
    let own = BlobHeaders(request)
    let metadata = try BlobMetadata.json(of: request)
    let takesHeaders = try flag(request, "x-ms-copy-source-blob-properties", default: true)
    let md5 = request.header("x-ms-blob-content-md5")
    let checks = ContentChecks(md5: [request.header("x-ms-source-content-md5"), md5].compactMap { $0 })
    return try await withSource(request, target) { source, _ in
      let written = try await receive(source, checks, limit: Self.blobLimit)
      let taken = takesHeaders ? source.headers : nil
      let content = BlobContent(
        type: request.header("x-ms-blob-content-type") ?? (takesHeaders ? source.contentType : nil) ?? Self.defaultType,
        md5: md5, headers: try own.over(taken).json(), metadata: metadata ?? source.metadata)
      return created(request, try await commit(written, content, target, conditions))
    }
  }

  func putBlockFromURL(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let id = try blockID(request)
    try requireNoBody(request)
    let checks = ContentChecks(
      md5: [request.header("x-ms-source-content-md5")].compactMap { $0 },
      crc64: request.header("x-ms-source-content-crc64"))
    _ = try await store.container(target.container)
    let range = try ByteRange(header: request.header("x-ms-source-range"))
    return try await withSource(request, target, range: range) { source, _ in
      try await commitBlock(id, try await receive(source, checks, limit: Self.blobLimit), request, target)
    }
  }

  /// Copy Blob, and Copy Blob From URL, which says that it is to end at once:
  /// both have ended when they are answered.
  func copyBlob(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    try requireNoBody(request)
    let isSynchronous = try flag(request, "x-ms-requires-sync")
    let conditions = try await checkedConditions(request, target)
    let metadata = try BlobMetadata.json(of: request)
    let checks = ContentChecks(md5: [request.header("x-ms-source-content-md5")].compactMap { $0 })
    return try await withSource(request, target, trustsKey: !isSynchronous) { source, url in
      let limit = isSynchronous ? Self.synchronousLimit : Self.blobLimit
      let written = try await receive(source, checks, limit: limit)
      let copy = CopyRecord(id: UUIDText.make(), source: url.shown, size: written.size, completionTime: clock())
      let content = BlobContent(
        type: source.contentType ?? Self.defaultType, md5: source.contentMD5, headers: source.headers,
        metadata: metadata ?? source.metadata, blocks: source.blocks, copy: try JSONText.encode(copy))
      let blob = try await commit(written, content, target, conditions)
      var headers: HTTPFields = [
        .eTag: "\"\(blob.eTag)\"", .lastModified: blob.lastModified.rfc1123, fieldName("x-ms-copy-id"): copy.id,
        fieldName("x-ms-copy-status"): CopyRecord.status,
      ]
      if isSynchronous { headers[fieldName("Content-MD5")] = written.md5 }
      return BlobAnswer(request).empty(.accepted, headers: headers)
    }
  }

  /// No copy is ever pending.
  func abortCopy(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    guard request.header("x-ms-copy-action")?.lowercased() == "abort" else {
      throw WireError(
        .badRequest, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format.",
        values: [.init(key: "HeaderName", value: "x-ms-copy-action")])
    }
    _ = try await store.blob(target.blob, in: target.container)
    throw WireError.conflict("NoPendingCopyOperation", "There is currently no pending copy operation.")
  }

  private func receive(
    _ source: CopySource, _ checks: ContentChecks, limit: Int64
  ) async throws -> BlobFiles.Written {
    try await files.write(limit: limit, checks: checks) { consume in try await source.read(consume) }
  }

  /// Checks the conditions of the write before anything is fetched. They are
  /// checked again when the blob is put in its place.
  private func checkedConditions(
    _ request: ServiceRequest, _ target: BlobOperation.Target
  ) async throws -> BlobConditions {
    let conditions = try writeConditions(request, target)
    let old = try await store.blobIfThere(target.blob, in: target.container)
    try conditions.checkWrite(old?.eTag, old?.lastModified)
    return conditions
  }

  private func requireNoBody(_ request: ServiceRequest) throws {
    guard request.header("content-length") ?? "0" == "0", request.header("transfer-encoding") == nil else {
      throw WireError(
        .badRequest, "InvalidHeaderValue", "A request that names a source has no body; send Content-Length: 0.",
        values: [.init(key: "HeaderName", value: "Content-Length")])
    }
  }
}
