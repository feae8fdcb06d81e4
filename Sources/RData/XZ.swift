internal import CCompression

/// xz and its forerunner lzma, for reading only.
final class XZ: Decompressor {
  static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
  static let olderMagic: [UInt8] = [0x5D, 0x00, 0x00]

  /// The most memory that decompression may take, in bytes: the highest level of
  /// xz needs 65 MB, but a header can demand gigabytes.
  static let memoryLimit = 256 << 20

  private let stream: UnsafeMutablePointer<lzma_stream>

  init() throws(RDSError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: lzma_stream())
    guard CCXZInit(stream, UInt64(Self.memoryLimit)) == LZMA_OK else {
      throw RDSError(.corrupt, offset: 0, "There is no memory to start reading the xz data.")
    }
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  let name = "xz"

  func step(
    from source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> DecompressionStep {
    stream.pointee.next_in = source.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = source.count
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = target.count
    let status = lzma_code(stream, isLast ? LZMA_FINISH : LZMA_RUN)
    let outcome: DecompressionStep.Outcome =
      switch status {
      case LZMA_OK, LZMA_BUF_ERROR: .going
      case LZMA_STREAM_END: .end
      case LZMA_MEMLIMIT_ERROR: .tooLarge
      default: .damaged
      }
    return DecompressionStep(
      consumed: source.count - stream.pointee.avail_in, produced: target.count - stream.pointee.avail_out,
      outcome: outcome)
  }

  /// The library goes on to further streams by itself.
  func begins(at source: ByteInput) -> Bool { false }
}
