import AzureWire
import NIOCore

extension BlobClient {
  /// Writes a blob, in place of one of that name.
  ///
  /// - Parameters:
  ///   - bytes: with Azure at most 5000 MiB.
  ///   - mustBeNew: a blob of that name is an ``AzureError`` with the code
  ///     `BlobAlreadyExists`.
  package func put(
    container: String, blob: String, bytes: [UInt8], contentType: String = "application/octet-stream",
    mustBeNew: Bool = false
  ) async throws {
    var call = call("PUT", path(container, blob), verb: "write", .blob(container: container, name: blob))
    call.headers += [("x-ms-blob-type", "BlockBlob"), ("content-type", contentType)]
    if mustBeNew { call.headers.append(("if-none-match", "*")) }
    call.body = ByteBuffer(bytes: bytes)
    // Slow lines get a second for each 256 KiB.
    call.extraTime = .seconds(bytes.count >> 18)
    _ = try await service.perform(call)
  }

  /// Reads a blob as a whole.
  ///
  /// - Parameter maximumBytes: a larger blob is an error of kind `tooLarge`.
  package func download(container: String, blob: String, maximumBytes: Int = 4 << 30) async throws -> [UInt8] {
    var result: [UInt8] = []
    for try await part in stream(container: container, blob: blob) {
      guard result.count + part.readableBytes <= maximumBytes else {
        throw AzureError(
          kind: .tooLarge, code: "AnswerTooLarge",
          message: "File \"\(blob)\" in storage container \"\(container)\" is larger than the \(maximumBytes) bytes "
            + "allowed; download it to a file instead.")
      }
      result += part.readableBytesView
    }
    return result
  }

  /// Reads a blob piece by piece, no faster than the pieces are taken.
  ///
  /// A broken connection is mended by asking for the rest; a blob that was
  /// replaced meanwhile ends the iteration with an error of kind
  /// `preconditionFailed`.
  package func stream(container: String, blob: String) -> BlobStream {
    let call = call("GET", path(container, blob), verb: "read", .blob(container: container, name: blob))
    return BlobStream(service: service, call: call)
  }

  /// Size, type and time of a blob, without its contents.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  package func properties(container: String, blob: String) async throws -> BlobProperties {
    let call = call("HEAD", path(container, blob), verb: "read", .blob(container: container, name: blob))
    let answer = try await service.perform(call)
    guard let properties = BlobProperties(answer.headers) else {
      throw service.unreadable(answer, call, because: "the size is missing")
    }
    return properties
  }

  /// Deletes a blob.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  package func delete(container: String, blob: String) async throws {
    let call = call("DELETE", path(container, blob), verb: "delete", .blob(container: container, name: blob))
    try await perform(call, doneCodes: ["BlobNotFound"])
  }
}
