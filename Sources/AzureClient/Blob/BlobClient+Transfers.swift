import AzureWire
public import NIOCore

extension BlobClient {
  /// Writes a blob of contents that arrive piece by piece, in constant
  /// memory: blocks are staged, several at a time, and committed at the end.
  /// Contents of at most one block are written by one request.
  ///
  /// Nothing is seen under the blob's name before all is there. Cancelling
  /// leaves the blob as it was.
  ///
  ///     let pieces = clientOfSomeoneElse.stream(container: "in", blob: "big")
  ///     try await blobs.upload(container: "out", blob: "big", from: pieces)
  ///
  /// - Parameter source: read no faster than blocks are sent.
  /// - Returns: bytes written.
  /// - Throws: ``AzureError``; what the source throws; `CancellationError`.
  @discardableResult
  public func upload<Source: AsyncSequence>(
    container: String, blob: String, from source: Source, options: BlobUploadOptions = BlobUploadOptions()
  ) async throws -> Int64 where Source.Element == ByteBuffer {
    let name = service.http.environment.requestID()
    let upload = BlobUpload(
      client: self, container: container, blob: blob, options: options, identify: BlobUpload.ids(named: name))
    return try await upload.run(source)
  }

  /// Writes a blob of a file on this machine; as
  /// ``upload(container:blob:from:options:)``.
  ///
  /// - Throws: also `IOError` when the file cannot be read.
  @discardableResult
  public func upload(
    container: String, blob: String, file path: String, options: BlobUploadOptions = BlobUploadOptions()
  ) async throws -> Int64 {
    try await LocalFile.reading(path) { source in
      try await upload(container: container, blob: blob, from: source, options: options)
    }
  }

  /// Reads a blob into a file on this machine, in constant memory.
  ///
  /// The file appears under its name when it is whole: until then it is
  /// written beside it, as `path.part`, which a failure removes.
  ///
  /// - Returns: bytes written.
  /// - Throws: ``AzureError``; `IOError` when the file cannot be written;
  ///   `CancellationError`.
  @discardableResult
  public func download(container: String, blob: String, file path: String) async throws -> Int64 {
    let part = path + ".part"
    do {
      let size = try await LocalFile.writing(part) { target in
        var size: Int64 = 0
        for try await piece in stream(container: container, blob: blob) {
          size += Int64(piece.readableBytes)
          try await target.write(piece)
        }
        return size
      }
      try await LocalFile.rename(part, to: path)
      return size
    } catch {
      try await LocalFile.remove(part)
      throw error
    }
  }
}
