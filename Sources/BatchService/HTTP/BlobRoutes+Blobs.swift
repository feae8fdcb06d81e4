import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

extension BlobRoutes {
  func getBlob(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let (blob, file) = try await find(target.container, target.blob)
    try BlobConditions(request.header).checkRead(blob.eTag, blob.lastModified)
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
    try await addRangeChecksums(request, of: file, from: first, count: count, isRange: range != nil, to: &headers)
    if target.granted != nil { overrideHeaders(request, &headers) }
    let answer = BlobAnswer(request)
    guard request.method == .get, count > 0 else { return answer.empty(.ok, headers: headers) }
    let files = files
    let body = ResponseBody(contentLength: Int(count)) { writer in
      var output = writer
      try await files.read(file, from: first, count: count) { try await output.write($0) }
      try await output.finish(nil)
    }
    return Response(status: range == nil ? .ok : .partialContent, headers: answer.common(headers), body: body)
  }

  /// The checksums of a range, where the client asks for them.
  ///
  /// Source: "Get Blob": of ranges of up to 4 MiB.
  private func addRangeChecksums(
    _ request: ServiceRequest, of file: BlobFiles.Opened, from first: Int64, count: Int64, isRange: Bool,
    to headers: inout HTTPFields
  ) async throws {
    let wantsMD5 = try flag(request, "x-ms-range-get-content-md5")
    let wantsCRC = try flag(request, "x-ms-range-get-content-crc64")
    guard wantsMD5 || wantsCRC else { return }
    guard isRange, count <= 4 << 20, !(wantsMD5 && wantsCRC) else {
      throw WireError(
        .badRequest, "InvalidHeaderValue",
        "One checksum of a range can be asked for, and the range has at most 4 MiB.",
        values: [
          .init(key: "HeaderName", value: wantsMD5 ? "x-ms-range-get-content-md5" : "x-ms-range-get-content-crc64")
        ])
    }
    var (md5, crc) = (MD5Sum(), CRC64())
    try await files.read(file, from: first, count: count) { part in
      if wantsMD5 { md5.update(part.readableBytesView) } else { crc.update(part.readableBytesView) }
    }
    headers[fieldName(wantsMD5 ? "Content-MD5" : "x-ms-content-crc64")] = wantsMD5 ? md5.base64 : crc.base64
  }

  /// A header that is `true` or `false`; false where there is none.
  ///
  /// - Throws: ``WireError`` for any other value.
  func flag(_ request: ServiceRequest, _ name: String, default missing: Bool = false) throws -> Bool {
    switch request.header(name)?.lowercased() {
    case nil: missing
    case "true": true
    case "false": false
    case let value?:
      throw WireError(
        .badRequest, "InvalidHeaderValue",
        "The value provided for one of the HTTP headers was not in the correct format.",
        values: [.init(key: "HeaderName", value: name), .init(key: "HeaderValue", value: value)])
    }
  }

  /// What a signature says in place of the blob's own headers.
  ///
  /// Source: "Create a service SAS", override response headers.
  private func overrideHeaders(_ request: ServiceRequest, _ headers: inout HTTPFields) {
    let names = [
      "rscc": fieldName("Cache-Control"), "rscd": fieldName("Content-Disposition"),
      "rsce": fieldName("Content-Encoding"), "rscl": fieldName("Content-Language"), "rsct": .contentType,
    ]
    for (parameter, name) in names {
      if let value = request.query[parameter] { headers[name] = value }
    }
  }

  func getBlobMetadata(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let blob = try await store.blob(target.blob, in: target.container)
    try BlobConditions(request.header).checkRead(blob.eTag, blob.lastModified)
    return BlobAnswer(request).empty(.ok, headers: try headers(of: blob))
  }

  func getBlockList(_ request: ServiceRequest, _ target: BlobOperation.Target) async throws -> Response {
    let blob = try await store.blobIfThere(target.blob, in: target.container)
    let blocks = try await store.blocks(of: target.blob, in: target.container)
    guard blob != nil || !blocks.uncommitted.isEmpty else { throw Store.blobNotFound }
    let type = request.query["blocklisttype"]?.lowercased() ?? "committed"
    guard ["committed", "uncommitted", "all"].contains(type) else {
      throw WireError(
        .badRequest, "InvalidQueryParameterValue", "Value for one of the query parameters is invalid: blocklisttype.")
    }
    func list(_ name: String, _ blocks: [BlobBlock]) -> XMLNode {
      XMLNode(
        name,
        children: blocks.map {
          XMLNode("Block", children: [XMLNode("Name", text: $0.id), XMLNode("Size", text: String($0.size))])
        })
    }
    let node = XMLNode(
      "BlockList",
      children: [
        list("CommittedBlocks", type == "uncommitted" ? [] : blocks.committed),
        list("UncommittedBlocks", type == "committed" ? [] : blocks.uncommitted),
      ])
    var headers = try blob.map { try self.headers(of: $0) } ?? [:]
    headers[fieldName("x-ms-blob-content-length")] = String(blob?.size ?? 0)
    return BlobAnswer(request).xml(node, headers: headers)
  }

  /// The blob with its file open: one that is replaced just then is looked up
  /// again.
  func find(_ container: String, _ name: String) async throws -> (BlobRecord, BlobFiles.Opened) {
    var missing: String?
    while true {
      let blob = try await store.blob(name, in: container)
      if let file = try await files.open(blob.file) { return (blob, file) }
      guard blob.file != missing else {
        throw WireError(
          .internalServerError, "InternalError", "The file of the blob \(name) is missing in the service's directory.")
      }
      missing = blob.file
    }
  }

  func headers(of blob: BlobRecord) throws -> HTTPFields {
    var headers: HTTPFields = [
      .eTag: "\"\(blob.eTag)\"", .lastModified: blob.lastModified.rfc1123,
      fieldName("x-ms-blob-type"): "BlockBlob", fieldName("x-ms-creation-time"): blob.creationTime.rfc1123,
      fieldName("x-ms-lease-state"): "available", fieldName("x-ms-lease-status"): "unlocked",
    ]
    try BlobHeaders.add(blob.headers, to: &headers)
    try BlobMetadata.add(blob.metadata, to: &headers)
    try CopyRecord.add(blob.copy, to: &headers)
    return headers
  }
}
