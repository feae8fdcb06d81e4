internal import CCompression

/// bzip2, for reading only: files of any number of streams, as parallel
/// compressors write them.
final class Bzip2: Decompressor {
  static let magic = Array("BZh".utf8)

  /// At a fixed address: the library keeps a pointer to it.
  private let stream: UnsafeMutablePointer<bz_stream>

  init() throws(RDSError) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: bz_stream())
    guard BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      throw RDSError(.corrupt, offset: 0, "There is no memory to start reading the bzip2 data.")
    }
  }

  deinit {
    BZ2_bzDecompressEnd(stream)
    stream.deallocate()
  }

  let name = "bzip2"

  func step(
    from source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> DecompressionStep {
    // bzip2 counts in 32 bits: large buffers go in slices.
    let inputCount = min(source.count, Int(UInt32.max))
    let outputCount = min(target.count, Int(UInt32.max))
    stream.pointee.next_in = UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_in = UInt32(inputCount)
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: CChar.self)
    stream.pointee.avail_out = UInt32(outputCount)
    let status = BZ2_bzDecompress(stream)
    return DecompressionStep(
      consumed: inputCount - Int(stream.pointee.avail_in), produced: outputCount - Int(stream.pointee.avail_out),
      outcome: status == BZ_OK ? .going : status == BZ_STREAM_END ? .end : .damaged)
  }

  func begins(at source: ByteInput) -> Bool {
    guard source.begins(with: Self.magic) else { return false }
    BZ2_bzDecompressEnd(stream)
    stream.pointee = bz_stream()
    return BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
  }
}
