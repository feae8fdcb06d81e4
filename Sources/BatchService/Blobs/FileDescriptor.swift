import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// An open file; every call may block.
struct FileDescriptor: Sendable {
  private let raw: Int32
  private let path: String

  static func create(_ path: String) throws -> FileDescriptor {
    let raw = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw DiskError.current(path) }
    return FileDescriptor(raw: raw, path: path)
  }

  static func open(_ path: String) throws -> FileDescriptor {
    let raw = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw DiskError.current(path) }
    return FileDescriptor(raw: raw, path: path)
  }

  /// - Returns: nil when there is no such file.
  static func openIfThere(_ path: String) throws -> FileDescriptor? {
    let raw = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    if raw < 0, errno == ENOENT { return nil }
    guard raw >= 0 else { throw DiskError.current(path) }
    return FileDescriptor(raw: raw, path: path)
  }

  static func syncDirectory(_ path: String) throws {
    let directory = try open(path)
    defer { directory.close() }
    try directory.sync()
  }

  func write(_ bytes: ByteBuffer) throws {
    var bytes = bytes
    while bytes.readableBytes > 0 {
      let count = bytes.withUnsafeReadableBytes { Glibc.write(raw, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw DiskError.current(path) }
      bytes.moveReaderIndex(forwardBy: count)
    }
  }

  func read(at offset: Int64, count: Int) throws -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: count)
    while true {
      let read = buffer.withUnsafeMutableWritableBytes { pread(raw, $0.baseAddress, count, off_t(offset)) }
      if read < 0, errno == EINTR { continue }
      guard read >= 0 else { throw DiskError.current(path) }
      buffer.moveWriterIndex(forwardBy: read)
      return buffer
    }
  }

  func sync() throws {
    guard fsync(raw) == 0 else { throw DiskError.current(path) }
  }

  func close() {
    // After a successful sync nothing is left that closing could lose.
    _ = Glibc.close(raw)
  }
}
