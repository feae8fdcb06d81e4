import AzureWire
import Foundation
import GRDB
import HTTPTypes
import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#endif

/// The bytes of blobs, a file each, in one directory.
///
/// A file is written under `tmp`, synced and renamed into place before any
/// row names it: a file that no row names is rubbish of a crash, and
/// ``removeStrays(keeping:)`` takes it away. All disk work is done on a
/// thread pool.
struct BlobFiles: Sendable {
  let directory: String
  private let pool: NIOThreadPool
  private static let chunkSize = 512 << 10

  /// - Throws: ``ServiceError`` when the directory cannot be made.
  init(directory: String, pool: NIOThreadPool = .singleton) throws {
    self.directory = directory
    self.pool = pool
    do {
      try FileManager.default.createDirectory(
        atPath: directory + "/tmp", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ServiceError("The directory \(directory) cannot be made: \(error.localizedDescription)")
    }
  }

  /// A file that was written whole.
  struct Written: Sendable {
    var name: String
    var size: Int64
    /// MD5 in Base64.
    var md5: String
    /// CRC-64 in Base64; nil where nobody asked for it.
    var crc64: String?
  }

  /// Writes what `produce` hands over into a new file, synced to the disk.
  ///
  /// - Parameter checks: what the bytes must be.
  /// - Throws: ``WireError`` when the disk is full, the file too large or a
  ///   checksum wrong, and what `produce` throws; nothing is left behind then,
  ///   nor when the task is cancelled.
  func write(
    limit: Int64 = .max, checks: ContentChecks? = nil,
    _ produce: (_ consume: (ByteBuffer) async throws -> Void) async throws -> Void
  ) async throws -> Written {
    let name = Identifier.make()
    let temporary = "\(directory)/tmp/\(name)"
    do {
      let handle = try await run { try FileDescriptor.create(temporary) }
      defer { handle.close() }
      var size: Int64 = 0
      var sum = MD5Sum()
      var crc = checks?.crc64 == nil ? nil : CRC64()
      try await produce { part in
        size += Int64(part.readableBytes)
        guard size <= limit else { throw WireError.bodyTooLarge }
        sum.update(part.readableBytesView)
        crc?.update(part.readableBytesView)
        try await run { try handle.write(part) }
      }
      let written = Written(name: name, size: size, md5: sum.base64, crc64: crc?.base64)
      try checks?.check(md5: written.md5, crc64: written.crc64)
      try await run {
        try handle.sync()
        try move(temporary, to: name)
      }
      return written
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Joins blocks into a new file.
  func join(_ blocks: [BlobBlock]) async throws -> Written {
    try await write { consume in
      for block in blocks {
        guard let file = try await open(block.file) else {
          throw WireError.conflict("BlobModified", "The blob was replaced while its blocks were read.")
        }
        try await read(file, from: block.start, count: block.size, consume)
      }
    }
  }

  /// A file that can be read to its end, whoever replaces the blob meanwhile.
  final class Opened: Sendable {
    fileprivate let handle: FileDescriptor

    fileprivate init(_ handle: FileDescriptor) { self.handle = handle }

    deinit { handle.close() }
  }

  /// - Returns: nil when there is no such file (any more).
  func open(_ name: String) async throws -> Opened? {
    let path = path(of: name)
    return try await run { try FileDescriptor.openIfThere(path).map(Opened.init) }
  }

  /// Reads bytes in chunks; stops at the end of the file.
  func read(
    _ file: Opened, from offset: Int64, count: Int64, _ consume: (ByteBuffer) async throws -> Void
  ) async throws {
    var position = offset
    let end = offset + count
    while position < end {
      let (start, size) = (position, Int(min(Int64(Self.chunkSize), end - position)))
      let chunk = try await run { try file.handle.read(at: start, count: size) }
      guard chunk.readableBytes > 0 else { return }
      position += Int64(chunk.readableBytes)
      try await consume(chunk)
    }
  }

  /// Removes files that are no longer named; one that is missing is no error.
  func remove(_ names: [String]) {
    for name in names { unlink(path(of: name)) }
  }

  /// Takes away what a crash has left.
  func removeStrays(keeping known: Set<String>) throws {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: directory + "/tmp") { unlink("\(directory)/tmp/\(name)") }
    for shelf in try manager.contentsOfDirectory(atPath: directory) where Self.isShelf(shelf) {
      for name in try manager.contentsOfDirectory(atPath: "\(directory)/\(shelf)") where !known.contains(name) {
        unlink("\(directory)/\(shelf)/\(name)")
      }
    }
  }

  /// What others have put beside the shelves is left alone.
  private static func isShelf(_ name: String) -> Bool {
    name.utf8.count == 2 && name.allSatisfy(\.isHexDigit)
  }

  /// Files are spread over 256 directories by the first two letters.
  private func path(of name: String) -> String { "\(directory)/\(name.prefix(2))/\(name)" }

  private func move(_ temporary: String, to name: String) throws {
    let shelf = "\(directory)/\(name.prefix(2))"
    if mkdir(shelf, 0o700) == 0 {
      // A file is no safer than the directories above it.
      try FileDescriptor.syncDirectory(directory)
    } else if errno != EEXIST {
      throw DiskError.current(shelf)
    }
    guard rename(temporary, path(of: name)) == 0 else { throw DiskError.current(temporary) }
    try FileDescriptor.syncDirectory(shelf)
  }

  private func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await pool.runIfActive(body)
  }
}

/// What the disk refuses, as an error of the protocol.
enum DiskError {
  /// What the database says when the disk takes no more; nil for any other
  /// error.
  static func from(_ error: any Error) -> WireError? {
    guard let error = error as? DatabaseError,
      [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode)
    else { return nil }
    return WireError(
      .init(code: 507), "InsufficientStorage",
      "The service cannot write to its state directory: \(error.message ?? "the disk is full").")
  }

  static func current(_ path: String) -> WireError {
    let code = errno
    let reason = String(cString: strerror(code))
    return code == ENOSPC || code == EDQUOT
      ? WireError(.init(code: 507), "InsufficientStorage", "The disk of the service is full: \(path).")
      : WireError(.internalServerError, "InternalError", "The service cannot use its disk: \(path): \(reason).")
  }
}
