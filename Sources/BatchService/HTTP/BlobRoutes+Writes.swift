import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// What changes blobs.
extension BlobRoutes {
  func putBlob(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    try requireBlockBlob(request)
    var checks = ContentChecks(bodyOf: request)
    let md5 = request.header("x-ms-blob-content-md5")
    if let md5 { checks.md5.append(md5) }
    let content = BlobContent(
      type: request.header("x-ms-blob-content-type") ?? request.header("content-type") ?? Self.defaultType,
      md5: md5, headers: try BlobHeaders(request, isBody: true).json(), metadata: try BlobMetadata.json(of: request))
    let written = try await receive(request, checks)
    let blob = try await commit(written, content, target, try writeConditions(request, target))
    return created(request, blob, crc64: written.crc64)
  }

  /// - Throws: ``WireError`` for the types of blobs that there are not.
  func requireBlockBlob(_ request: ServiceRequest) throws {
    guard request.header("x-ms-blob-type")?.lowercased() == "blockblob" else {
      throw WireError(
        .badRequest, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format.",
        values: [.init(key: "HeaderName", value: "x-ms-blob-type")])
    }
  }

  static let defaultType = "application/octet-stream"

  func putBlock(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let id = try blockID(request)
    let written = try await receive(request, ContentChecks(bodyOf: request))
    return try await commitBlock(id, written, request, target)
  }

  /// - Throws: ``WireError`` for an id that is no Base64.
  func blockID(_ request: ServiceRequest) throws -> String {
    guard let id = request.query["blockid"], Base64.decode(id) != nil else {
      throw WireError(
        .badRequest, "InvalidQueryParameterValue", "Value for one of the query parameters is invalid: blockid.")
    }
    return id
  }

  /// Names the written file as a block; it goes when it cannot be named.
  func commitBlock(
    _ id: String, _ written: BlobFiles.Written, _ request: ServiceRequest, _ target: BlobOperation.Target
  ) async throws -> Response {
    do {
      files.remove(try await store.putBlock(id, of: target.blob, in: target.container, written))
    } catch {
      files.remove([written.name])
      throw error
    }
    return BlobAnswer(request).empty(.created, headers: Self.checksums(written.md5, written.crc64))
  }

  func putBlockList(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let body = try await request.body(limit: 16 << 20)
    try ContentChecks(bodyOf: request).check(body)
    let list: XMLNode
    do {
      list = try XMLReader.read(body.readableBytesView)
    } catch {
      throw WireError(.badRequest, "InvalidXmlDocument", "XML specified is not syntactically valid: \(error)")
    }
    let known = try await store.blocks(of: target.blob, in: target.container)
    let blocks = try list.children.map { entry in
      guard let choice = BlobBlocks.Choice(rawValue: entry.name), let block = known.block(entry.text, choice) else {
        throw WireError(.badRequest, "InvalidBlockList", "The specified block list is invalid.")
      }
      return block
    }
    // The request's own type is that of the list.
    let content = BlobContent(
      type: request.header("x-ms-blob-content-type") ?? Self.defaultType,
      md5: request.header("x-ms-blob-content-md5"), headers: try BlobHeaders(request).json(),
      metadata: try BlobMetadata.json(of: request), blocks: blocks)
    let conditions = try writeConditions(request, target)
    return created(request, try await commit(try await files.join(blocks), content, target, conditions))
  }

  func setBlobMetadata(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    try await changeBlob(request, target, .metadata(try BlobMetadata.json(of: request)))
  }

  /// Set Blob Properties replaces all of them.
  func setBlobHeaders(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    try await changeBlob(
      request, target,
      .headers(
        type: request.header("x-ms-blob-content-type") ?? "", md5: request.header("x-ms-blob-content-md5"),
        try BlobHeaders(request).json()))
  }

  private func changeBlob(
    _ request: ServiceRequest, _ target: BlobOperation.Target, _ change: BlobChange
  ) async throws -> Response {
    let blob = try await store.changeBlob(
      target.blob, in: target.container, change, conditions: try BlobConditions(request.header), now: clock())
    return BlobAnswer(request).empty(
      .ok, headers: [.eTag: "\"\(blob.eTag)\"", .lastModified: blob.lastModified.rfc1123])
  }

  func deleteBlob(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    files.remove(
      try await store.deleteBlob(
        target.blob, in: target.container, conditions: try BlobConditions(request.header)))
    return BlobAnswer(request).empty(.accepted)
  }

  private func receive(_ request: ServiceRequest, _ checks: ContentChecks) async throws -> BlobFiles.Written {
    try await files.write(limit: Self.blobLimit, checks: checks) { consume in
      try await request.readBody(consume)
    }
  }

  /// What a write is allowed to replace.
  func writeConditions(_ request: ServiceRequest, _ target: BlobOperation.Target) throws -> BlobConditions {
    var conditions = try BlobConditions(request.header)
    // A signature that lets create, but not write, replaces nothing.
    conditions.mustBeNew = target.granted.map { !$0.contains("w") } ?? false
    return conditions
  }

  /// Names the written file; it goes when it cannot be named.
  func commit(
    _ written: BlobFiles.Written, _ content: BlobContent, _ target: BlobOperation.Target, _ conditions: BlobConditions
  ) async throws -> BlobRecord {
    do {
      let (blob, replaced) = try await store.putBlob(
        target.blob, in: target.container, written, content, conditions: conditions, now: clock())
      files.remove(replaced)
      return blob
    } catch {
      files.remove([written.name])
      throw error
    }
  }

  func created(_ request: ServiceRequest, _ blob: BlobRecord, crc64: String? = nil) -> Response {
    var headers = Self.checksums(blob.contentMD5, crc64)
    headers[.eTag] = "\"\(blob.eTag)\""
    headers[.lastModified] = blob.lastModified.rfc1123
    headers[fieldName("x-ms-request-server-encrypted")] = "false"
    return BlobAnswer(request).empty(.created, headers: headers)
  }

  private static func checksums(_ md5: String?, _ crc64: String?) -> HTTPFields {
    var headers: HTTPFields = [:]
    headers[fieldName("Content-MD5")] = md5
    headers[fieldName("x-ms-content-crc64")] = crc64
    return headers
  }
}
