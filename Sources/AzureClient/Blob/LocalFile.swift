import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file on this machine, read or written from its start; the disk is
/// waited for on threads of its own.
struct LocalFile: AsyncSequence, Sendable {
  private let descriptor: CInt
  private let path: String
  /// Bytes of one piece.
  private static let pieceSize = 1 << 20

  /// Runs the body with a file that is there, open for reading.
  ///
  /// - Throws: `IOError` when it cannot be opened; what the body throws.
  static func reading<Result: Sendable>(
    _ path: String, _ body: (LocalFile) async throws -> Result
  ) async throws -> Result {
    try await with(path, flags: O_RDONLY | O_CLOEXEC, body)
  }

  /// The same with a new file in place of one of that name, open for writing
  /// by its owner alone.
  static func writing<Result: Sendable>(
    _ path: String, _ body: (LocalFile) async throws -> Result
  ) async throws -> Result {
    try await with(path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, body)
  }

  /// The same with a file that is there or not, open for writing at its end.
  static func appending<Result: Sendable>(
    _ path: String, _ body: (LocalFile) async throws -> Result
  ) async throws -> Result {
    try await with(path, flags: O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, body)
  }

  private static func with<Result: Sendable>(
    _ path: String, flags: CInt, _ body: (LocalFile) async throws -> Result
  ) async throws -> Result {
    let descriptor = try await onDisk { try check(open(path, flags, 0o600), "open", path) }
    let result: Result
    do {
      result = try await body(LocalFile(descriptor: descriptor, path: path))
    } catch {
      // The body's error says more than one of closing could.
      _ = close(descriptor)
      throw error
    }
    _ = try await onDisk { try check(close(descriptor), "close", path) }
    return result
  }

  /// Appends the bytes.
  func write(_ piece: ByteBuffer) async throws {
    try await Self.onDisk { [descriptor, path] in
      var rest = piece
      while rest.readableBytes > 0 {
        #if canImport(Glibc)
          let count = rest.withUnsafeReadableBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        #elseif canImport(Musl)
          let count = rest.withUnsafeReadableBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
        #else
          let count = rest.withUnsafeReadableBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
        #endif
        if count < 0, errno == EINTR { continue }
        rest.moveReaderIndex(forwardBy: try Self.check(count, "write", path))
      }
    }
  }

  /// Puts the file under another name, in place of one that is there.
  static func rename(_ path: String, to newPath: String) async throws {
    try await onDisk {
      #if canImport(Glibc)
        _ = try check(Glibc.rename(path, newPath), "rename", path)
      #elseif canImport(Musl)
        _ = try check(Musl.rename(path, newPath), "rename", path)
      #else
        _ = try check(Darwin.rename(path, newPath), "rename", path)
      #endif
    }
  }

  /// Removes the file; one that is not there is no error.
  static func remove(_ path: String) async throws {
    try await onDisk {
      do {
        _ = try check(unlink(path), "remove", path)
      } catch let error as IOError where error.errnoCode == ENOENT {
        return
      }
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: self) }

  /// Pieces until the end, none of them empty.
  struct AsyncIterator: AsyncIteratorProtocol {
    let file: LocalFile
    private var offset: Int64 = 0

    fileprivate init(file: LocalFile) {
      self.file = file
    }

    mutating func next() async throws -> ByteBuffer? {
      let piece = try await file.read(at: offset)
      offset += Int64(piece.readableBytes)
      return piece.readableBytes > 0 ? piece : nil
    }
  }

  private func read(at offset: Int64) async throws -> ByteBuffer {
    try await Self.onDisk { [descriptor, path] in
      var piece = ByteBufferAllocator().buffer(capacity: Self.pieceSize)
      while true {
        let count = piece.withUnsafeMutableWritableBytes {
          pread(descriptor, $0.baseAddress, Self.pieceSize, off_t(offset))
        }
        if count < 0, errno == EINTR { continue }
        piece.moveWriterIndex(forwardBy: try Self.check(count, "read", path))
        return piece
      }
    }
  }

  private static func onDisk<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(work)
  }

  private static func check<Number: SignedInteger>(_ result: Number, _ verb: String, _ path: String) throws -> Number {
    guard result >= 0 else { throw IOError(errnoCode: errno, reason: "\(verb) \(path)") }
    return result
  }
}
