import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// What changes blobs.
extension BlobRoutes {
  /// - Parameter granted: the letters of the signature that allows it; nil for
  ///   the account's key.
  func putBlob(
    _ request: ServiceRequest, _ container: String, _ name: String, _ granted: String?
  ) async throws -> Response {
    guard request.header("x-ms-blob-type")?.lowercased() == "blockblob" else {
      throw WireError(
        .badRequest, "InvalidHeaderValue", "The value for one of the HTTP headers is not in the correct format.",
        values: [.init(key: "HeaderName", value: "x-ms-blob-type")])
    }
    let written = try await receive(request)
    if let sum = request.header("content-md5"), sum != written.md5 {
      files.remove([written.name])
      throw WireError(
        .badRequest, "Md5Mismatch", "The MD5 value specified in the request did not match the MD5 of the body.")
    }
    return try await commit(request, written, container, name, granted, blocks: [])
  }

  func putBlock(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    guard let id = request.query["blockid"], Base64.decode(id) != nil else {
      throw WireError(
        .badRequest, "InvalidQueryParameterValue", "Value for one of the query parameters is invalid: blockid.")
    }
    let written = try await receive(request)
    do {
      files.remove(try await store.putBlock(id, of: name, in: container, written))
    } catch {
      files.remove([written.name])
      throw error
    }
    return BlobAnswer(request).empty(.created, headers: [fieldName("Content-MD5"): written.md5])
  }

  func putBlockList(
    _ request: ServiceRequest, _ container: String, _ name: String, _ granted: String?
  ) async throws -> Response {
    let body = try await request.body(limit: 16 << 20)
    let list: XMLNode
    do {
      list = try XMLReader.read(body.readableBytesView)
    } catch {
      throw WireError(.badRequest, "InvalidXmlDocument", "XML specified is not syntactically valid: \(error)")
    }
    let known = try await store.blocks(of: name, in: container)
    let blocks = try list.children.map { entry in
      guard let choice = BlobBlocks.Choice(rawValue: entry.name), let block = known.block(entry.text, choice) else {
        throw WireError(.badRequest, "InvalidBlockList", "The specified block list is invalid.")
      }
      return block
    }
    return try await commit(request, try await files.join(blocks), container, name, granted, blocks: blocks)
  }

  /// Set Blob Metadata and Set Blob Properties: each replaces all of its kind.
  func changeBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let change: BlobChange =
      request.query["comp"] == "metadata"
      ? .metadata(try BlobMetadata.json(of: request))
      : .headers(
        type: request.header("x-ms-blob-content-type") ?? "", md5: request.header("x-ms-blob-content-md5"),
        try BlobHeaders(request).json())
    let blob = try await store.changeBlob(
      name, in: container, change, conditions: BlobConditions(request.header), now: clock())
    return BlobAnswer(request).empty(
      .ok, headers: [.eTag: "\"\(blob.eTag)\"", .lastModified: blob.lastModified.rfc1123])
  }

  func deleteBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    files.remove(try await store.deleteBlob(name, in: container, conditions: BlobConditions(request.header)))
    return BlobAnswer(request).empty(.accepted)
  }

  private func receive(_ request: ServiceRequest) async throws -> BlobFiles.Written {
    try await files.write(limit: Self.blobLimit) { consume in
      for try await part in request.request.body { try await consume(part) }
    }
  }

  /// Names the written file; it goes when it cannot be named.
  private func commit(
    _ request: ServiceRequest, _ written: BlobFiles.Written, _ container: String, _ name: String, _ granted: String?,
    blocks: [BlobBlock]
  ) async throws -> Response {
    do {
      var conditions = BlobConditions(request.header)
      // A signature that lets create, but not write, replaces nothing.
      conditions.mustBeNew = granted.map { !$0.contains("w") } ?? false
      let content = BlobContent(
        type: request.header("x-ms-blob-content-type") ?? request.header("content-type")
          ?? "application/octet-stream",
        headers: try BlobHeaders(request).json(), metadata: try BlobMetadata.json(of: request), blocks: blocks)
      let (blob, replaced) = try await store.putBlob(
        name, in: container, written, content, conditions: conditions, now: clock())
      files.remove(replaced)
      var headers = try self.headers(of: blob)
      headers[fieldName("Content-MD5")] = blob.contentMD5
      headers[fieldName("x-ms-request-server-encrypted")] = "false"
      return BlobAnswer(request).empty(.created, headers: headers)
    } catch {
      files.remove([written.name])
      throw error
    }
  }
}
