#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The bytes of a file as they are stored, from memory or from a file, a
/// piece at a time, so that a file need not be in memory as a whole.
final class ByteInput {
  /// How many bytes of a file are read at a time.
  private static let pieceSize = 1 << 18
  /// How many bytes that were taken can be given back.
  static let lookback = 16

  /// The bytes at hand.
  private(set) var piece: UnsafeRawBufferPointer

  /// How many bytes have been taken.
  private(set) var offset = 0

  /// How many bytes there are in all, when that is known.
  let total: Int?

  /// An open file and room for a piece of it; `nil` when all is in memory.
  private let file: (descriptor: Int32, path: String, buffer: UnsafeMutableRawBufferPointer)?

  /// Bytes of the caller's, which must outlive this.
  init(_ bytes: UnsafeRawBufferPointer) {
    piece = bytes
    total = bytes.count
    file = nil
  }

  /// - Throws: ``RDSError`` when the file cannot be opened and read.
  init(path: String) throws(RDSError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(path, errno) }
    var status = stat()
    let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    total = isRegular ? Int(status.st_size) : nil
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.lookback + Self.pieceSize, alignment: 16)
    file = (descriptor, path, buffer)
    piece = UnsafeRawBufferPointer(rebasing: buffer[Self.lookback..<Self.lookback])
    try refill()
  }

  deinit {
    guard let file else { return }
    close(file.descriptor)
    file.buffer.deallocate()
  }

  /// How many bytes are left, when that is known.
  var remaining: Int? { total.map { max($0 - offset, piece.count) } }

  /// Whether the bytes at hand begin so.
  func begins(with bytes: [UInt8]) -> Bool { piece.starts(with: bytes) }

  /// - Parameter count: less than 0 to give bytes back, at most ``lookback``.
  func take(_ count: Int) {
    precondition(count <= piece.count && -count <= min(offset, Self.lookback))
    piece = UnsafeRawBufferPointer(start: piece.baseAddress.map { $0 + count }, count: piece.count - count)
    offset += count
  }

  /// Reads the next piece when the one at hand is used up.
  ///
  /// - Returns: whether there are bytes at hand.
  @discardableResult
  func refill() throws(RDSError) -> Bool {
    guard piece.isEmpty, let file else { return !piece.isEmpty }
    // The last bytes stay before the new ones, to be given back.
    let end = piece.baseAddress.map { $0 - Self.lookback }
    if let end, offset >= Self.lookback {
      file.buffer.baseAddress?.copyMemory(from: end, byteCount: Self.lookback)
    }
    let room = UnsafeMutableRawBufferPointer(rebasing: file.buffer[Self.lookback...])
    var count = 0
    // A pipe gives less than was asked for before it ends.
    while count < room.count {
      let got = read(file.descriptor, room.baseAddress.map { $0 + count }, room.count - count)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(file.path, errno) }
      if got == 0 { break }
      count += got
    }
    piece = UnsafeRawBufferPointer(rebasing: room[..<count])
    return count > 0
  }
}

extension RDSError {
  /// A file that the system does not give.
  fileprivate static func unreadable(_ path: String, _ code: Int32) -> RDSError {
    RDSError(.unreadable, "The file \(path) cannot be read: \(String(cString: strerror(code))).")
  }
}
