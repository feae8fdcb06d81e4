import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

extension BlobRoutes {
  func getBlob(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let (blob, file) = try await find(container, name)
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

  func getBlobMetadata(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let blob = try await store.blob(name, in: container)
    try BlobConditions(request.header).checkRead(blob.eTag, blob.lastModified)
    return BlobAnswer(request).empty(.ok, headers: try headers(of: blob))
  }

  func getBlockList(_ request: ServiceRequest, _ container: String, _ name: String) async throws -> Response {
    let blob = try await store.blobIfThere(name, in: container)
    let blocks = try await store.blocks(of: name, in: container)
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
  private func find(_ container: String, _ name: String) async throws -> (BlobRecord, BlobFiles.Opened) {
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
    return headers
  }
}
