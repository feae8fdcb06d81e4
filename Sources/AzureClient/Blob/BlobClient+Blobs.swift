import AzureWire
public import NIOCore

extension BlobClient {
  /// Writes a blob, in place of one of that name.
  ///
  /// - Parameters:
  ///   - bytes: with Azure at most 5000 MiB.
  ///   - mustBeNew: a blob of that name is an ``AzureError`` with the code
  ///     `BlobAlreadyExists`.
  public func put(
    container: String, blob: String, bytes: [UInt8], contentType: String = "application/octet-stream",
    mustBeNew: Bool = false
  ) async throws {
    var options = BlobUploadOptions()
    options.contentType = contentType
    if mustBeNew { options.condition = .mustBeNew }
    try await put(container: container, blob: blob, contents: ByteBuffer(bytes: bytes), options: options)
  }

  /// The same with metadata, a condition and the sum of the contents.
  public func put(
    container: String, blob: String, contents: ByteBuffer, options: BlobUploadOptions
  ) async throws {
    var call = call("PUT", path(container, blob), verb: "write", .blob(container: container, name: blob))
    call.headers += [("x-ms-blob-type", "BlockBlob"), ("content-type", options.contentType)]
    if let sum = options.contentMD5 { call.headers.append(("content-md5", sum)) }
    call.headers += BlobMetadata.headers(options.metadata) + options.condition.headers
    call.carry(contents)
    try await perform(call, orFind: options, container: container, blob: blob)
  }

  /// Reads a blob, or a range of it, into memory.
  ///
  /// - Parameters:
  ///   - range: offsets of the first and last byte; a range that begins at or
  ///     after the end gives nothing, one that goes beyond it what there is.
  ///   - maximumBytes: more is an error of kind `tooLarge`.
  public func download(
    container: String, blob: String, range: ClosedRange<Int64>? = nil, condition: AccessCondition = .none,
    maximumBytes: Int = 4 << 30
  ) async throws -> [UInt8] {
    var result: [UInt8] = []
    for try await part in stream(container: container, blob: blob, range: range, condition: condition) {
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
  ///
  /// - Parameter range: offsets of the first and last byte; as with
  ///   ``download(container:blob:range:condition:maximumBytes:)``.
  public func stream(
    container: String, blob: String, range: ClosedRange<Int64>? = nil, condition: AccessCondition = .none
  ) -> BlobStream {
    var call = call("GET", path(container, blob), verb: "read", .blob(container: container, name: blob))
    call.headers += condition.headers
    return BlobStream(service: service, call: call, range: range)
  }

  /// Size, type, times and metadata of a blob, without its contents.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func properties(
    container: String, blob: String, condition: AccessCondition = .none
  ) async throws -> BlobProperties {
    var call = call("HEAD", path(container, blob), verb: "read", .blob(container: container, name: blob))
    call.headers += condition.headers
    let answer = try await service.perform(call)
    guard let properties = BlobProperties(answer.headers) else {
      throw service.unreadable(answer, call, because: "the size is missing")
    }
    return properties
  }

  /// Replaces all metadata of a blob.
  ///
  /// - Parameter metadata: names are letters, digits and underscores.
  public func setMetadata(
    container: String, blob: String, _ metadata: [String: String], condition: AccessCondition = .none
  ) async throws {
    var call = call(
      "PUT", path(container, blob), verb: "change", .blob(container: container, name: blob),
      query: [("comp", "metadata")])
    call.headers += BlobMetadata.headers(metadata) + condition.headers
    _ = try await service.perform(call)
  }

  /// Deletes a blob.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func delete(container: String, blob: String, condition: AccessCondition = .none) async throws {
    var call = call("DELETE", path(container, blob), verb: "delete", .blob(container: container, name: blob))
    call.headers += condition.headers
    try await perform(call, doneCodes: ["BlobNotFound"])
  }

  /// Performs a write under a condition; where an earlier try may have done
  /// it unseen, the condition fails although the blob is ours: it is by its
  /// mark.
  func perform(
    _ call: ServiceCall, orFind options: BlobUploadOptions, container: String, blob: String
  ) async throws {
    guard options.condition != .none else {
      _ = try await service.perform(call)
      return
    }
    var call = call
    let mark = service.http.environment.requestID()
    call.headers.append((Self.creatorHeader, mark))
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && [409, 412].contains(error.status) {
      guard try await properties(container: container, blob: blob).metadata[Self.creatorName] == mark else {
        throw error
      }
    }
  }
}
