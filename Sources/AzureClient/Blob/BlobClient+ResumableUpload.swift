import Foundation
import Synchronization

extension BlobClient {
  /// Writes a blob of a file on this machine, and goes on where an earlier
  /// attempt broke off.
  ///
  /// The file is cut into blocks, whose ids tell their contents: a block that
  /// the service has already is not sent again. Nothing is seen under the
  /// blob's name before all is there. A failure and cancelling leave the
  /// blocks that were sent, which the service drops after a week.
  ///
  /// - Parameter progress: called as blocks are sent, from any thread.
  /// - Returns: bytes of the whole.
  /// - Throws: ``AzureError``; `IOError` when the file cannot be read;
  ///   `CancellationError`.
  @discardableResult
  public func resumeUpload(
    container: String, blob: String, file path: String, options: BlobUploadOptions = BlobUploadOptions(),
    progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
  ) async throws -> Int64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let total = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    var upload = BlobUpload(
      client: self, container: container, blob: blob, options: options, identify: BlobUpload.idOfContents)
    if total > Int64(options.blockSize) { upload.staged = try await stagedBlocks(container: container, blob: blob) }
    let state = Mutex(TransferProgress(done: 0, total: total))
    upload.onBlock = { size, isResumed in
      progress(
        state.withLock { state in
          state.done += size
          if isResumed { state.resumed += size }
          return state
        })
    }
    return try await LocalFile.reading(path) { [upload] source in try await upload.run(source) }
  }

  /// The blocks of an earlier attempt: sizes by ids; none where there was no
  /// attempt.
  private func stagedBlocks(container: String, blob: String) async throws -> [String: Int64] {
    do {
      let staged = try await blocks(container: container, blob: blob).staged
      return Dictionary(staged.map { ($0.id, $0.size) }) { first, _ in first }
    } catch let error as AzureError where error.kind == .notFound {
      return [:]
    }
  }
}
