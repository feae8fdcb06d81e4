import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

extension BlobRoutes {
  func getBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let blob = try await store.blob(name, in: container)
    try conditions(request).checkRead(blob.eTag)
    let range = try ByteRange(header: request.header("x-ms-range") ?? request.header("range"))
    let first = range?.first ?? 0
    guard range == nil || first < blob.size else {
      throw WireError(
        .rangeNotSatisfiable, "InvalidRange", "The range specified is invalid for the current size of the resource.")
    }
    let last = min(range?.last ?? .max, max(blob.size - 1, 0))
    let count = blob.size == 0 ? 0 : last - first + 1
    var headers = try self.headers(of: blob)
    headers[.contentType] = blob.contentType
    headers[.contentLength] = String(count)
    headers[.acceptRanges] = "bytes"
    if range != nil {
      headers[.contentRange] = "bytes \(first)-\(last)/\(blob.size)"
      headers[fieldName("x-ms-blob-content-md5")] = blob.contentMD5
    } else {
      headers[fieldName("Content-MD5")] = blob.contentMD5
    }
    let answer = BlobAnswer(request)
    guard request.method == .get, count > 0 else { return answer.empty(.ok, headers: headers) }
    let files = files
    let body = ResponseBody(contentLength: Int(count)) { writer in
      var output = writer
      try await files.read(blob.file, from: first, count: count) { try await output.write($0) }
      try await output.finish(nil)
    }
    return Response(status: range == nil ? .ok : .partialContent, headers: answer.common(headers), body: body)
  }

  func putBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
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
    return try await commit(request, written, container, name)
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

  func putBlockList(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let body = try await request.body(limit: 16 << 20)
    let list: XMLNode
    do {
      list = try XMLReader.read(body.readableBytesView)
    } catch {
      throw WireError(.badRequest, "InvalidXmlDocument", "XML specified is not syntactically valid: \(error)")
    }
    let kept = try await store.blockFiles(list.children.map(\.text), of: name, in: container)
    return try await commit(request, try await files.join(kept), container, name)
  }

  func deleteBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    files.remove(try await store.deleteBlob(name, in: container))
    return BlobAnswer(request).empty(.accepted)
  }

  private func receive(_ request: ServiceRequest) async throws -> BlobFiles.Written {
    try await files.write(limit: Self.blobLimit) { consume in
      for try await part in request.request.body { try await consume(part) }
    }
  }

  /// Names the written file; it goes when it cannot be named.
  private func commit(
    _ request: ServiceRequest, _ written: BlobFiles.Written, _ container: String, _ name: String
  ) async throws -> Response {
    do {
      let (blob, replaced) = try await store.putBlob(
        name, in: container, written,
        contentType: request.header("x-ms-blob-content-type") ?? request.header("content-type")
          ?? "application/octet-stream",
        metadata: try BlobMetadata.json(of: request), conditions: conditions(request), now: clock())
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

  private func conditions(_ request: ServiceRequest) -> ETagConditions {
    ETagConditions(ifMatch: request.header("if-match"), ifNoneMatch: request.header("if-none-match"))
  }

  private func headers(of blob: BlobRecord) throws -> HTTPFields {
    var headers: HTTPFields = [
      .eTag: "\"\(blob.eTag)\"", .lastModified: blob.lastModified.rfc1123,
      fieldName("x-ms-blob-type"): "BlockBlob", fieldName("x-ms-creation-time"): blob.creationTime.rfc1123,
      fieldName("x-ms-lease-state"): "available", fieldName("x-ms-lease-status"): "unlocked",
    ]
    try BlobMetadata.add(blob.metadata, to: &headers)
    return headers
  }
}
