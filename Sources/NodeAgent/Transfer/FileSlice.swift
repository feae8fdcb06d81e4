import Glibc
package import NIOCore

/// A part of an open file as a sequence of buffers, read as they are asked
/// for.
package struct FileSlice: AsyncSequence, Sendable {
  package typealias Element = ByteBuffer

  /// Keeps the descriptor open as long as any slice of it.
  package final class File: Sendable {
    /// Open for reading.
    package let descriptor: Int32
    package let path: String
    /// Bytes when it was opened.
    package let size: Int64

    /// - Throws: ``SystemError``; a file that is none has EISDIR or EINVAL.
    package init(_ path: String) throws(SystemError) {
      descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      self.path = path
      guard descriptor >= 0 else { throw SystemError("open \(path)") }
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw SystemError("read \(path)", code: EINVAL)
      }
      size = Int64(status.st_size)
    }

    /// Takes over an open descriptor.
    package init(descriptor: Int32, path: String, size: Int64) {
      self.descriptor = descriptor
      self.path = path
      self.size = size
    }

    deinit { close(descriptor) }
  }

  package let file: File
  /// Of the slice's first byte.
  package let offset: Int64
  /// Bytes.
  package let length: Int64

  package init(_ file: File, offset: Int64, length: Int64) {
    self.file = file
    self.offset = offset
    self.length = length
  }

  /// Begins to read, from the slice's beginning each time.
  package func makeAsyncIterator() -> Iterator { Iterator(file: file, next: offset, end: offset + length) }

  /// Where one reading of the slice stands.
  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let file: File
    fileprivate var next: Int64
    fileprivate let end: Int64

    /// - Throws: ``SystemError`` when the file cannot be read, or has become
    ///   shorter.
    package mutating func next() async throws -> ByteBuffer? {
      guard next < end else { return nil }
      let count = Int(Swift.min(end - next, 256 << 10))
      let place = next
      var buffer = ByteBuffer()
      buffer.reserveCapacity(count)
      var got = 0
      buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { pointer in
        got = pread(file.descriptor, pointer.baseAddress, count, off_t(place))
        return Swift.max(got, 0)
      }
      guard got > 0 else { throw SystemError("read \(file.path)", code: got < 0 ? errno : EIO) }
      next += Int64(got)
      return buffer
    }
  }
}
