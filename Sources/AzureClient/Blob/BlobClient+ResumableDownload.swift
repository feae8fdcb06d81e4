import AzureWire
import Foundation
import NIOCore

extension BlobClient {
  /// Reads a blob into a file on this machine, and goes on where an earlier
  /// attempt broke off.
  ///
  /// The file appears under its name when it is whole. Until then its part
  /// lies beside it, under a name made from the blob's version: what an
  /// earlier attempt left of the same version is kept, what is left of
  /// another one is removed. A failure and cancelling leave the part.
  ///
  /// - Parameter progress: called as bytes arrive, from any thread.
  /// - Returns: bytes of the whole.
  /// - Throws: ``AzureError``; `IOError` when the file cannot be written;
  ///   `CancellationError`.
  @discardableResult
  public func resumeDownload(
    container: String, blob: String, file path: String,
    progress: @Sendable (TransferProgress) -> Void = { _ in }
  ) async throws -> Int64 {
    let properties = try await properties(container: container, blob: blob)
    let part = PartialFile(path: path, container: container, blob: blob, version: properties.eTag ?? "")
    part.removeOthers()
    // A part that is longer than the blob is none of ours.
    let offset = part.size <= properties.size ? part.size : 0
    if offset == 0 { try await LocalFile.remove(part.path) }
    var state = TransferProgress(done: offset, total: properties.size, resumed: offset)
    progress(state)
    try await LocalFile.appending(part.path) { target in
      guard offset < properties.size else { return }
      let condition = properties.eTag.map { AccessCondition.ifMatch($0) } ?? .none
      let rest = stream(container: container, blob: blob, range: offset...properties.size - 1, condition: condition)
      for try await piece in rest {
        try await target.write(piece)
        state.done += Int64(piece.readableBytes)
        progress(state)
      }
    }
    guard state.done == state.total else {
      throw AzureError(
        kind: .connectionLost, code: "ShortDownload",
        message: "Only \(state.done) of the \(state.total) bytes of file \"\(blob)\" arrived; download it again, which "
          + "goes on from there.")
    }
    try await LocalFile.rename(part.path, to: path)
    return state.total
  }
}

/// What is there of a file that is being downloaded.
private struct PartialFile {
  let path: String
  private let directory: String
  /// Names of parts of the same file: this, eight digits, and the suffix.
  private let stem: String
  private static let suffix = ".part"

  init(path file: String, container: String, blob: String, version: String) {
    let hash = MessageAuthentication.sha256(Array("\(container)\u{0}\(blob)\u{0}\(version)".utf8)).prefix(4)
    let digits = hash.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    let slash = file.lastIndex(of: "/")
    directory = slash.map { String(file[...$0]) } ?? "./"
    stem = (slash.map { String(file[file.index(after: $0)...]) } ?? file) + "."
    path = directory + stem + digits + Self.suffix
  }

  /// Bytes; 0 when there is none.
  var size: Int64 {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.int64Value ?? 0
  }

  /// Removes the parts of other versions, of which nothing can be used; one
  /// that cannot be removed is in nobody's way.
  func removeOthers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names where name.hasPrefix(stem) && name.hasSuffix(Self.suffix) && directory + name != path {
      let digits = name.dropFirst(stem.count).dropLast(Self.suffix.count)
      guard digits.count == 8, digits.allSatisfy(\.isHexDigit) else { continue }
      try? FileManager.default.removeItem(atPath: directory + name)
    }
  }
}
