internal import CCompression

/// bzip2, for reading only.
enum Bzip2 {
  static func decompressed(_ bytes: [UInt8]) throws(RDSError) -> [UInt8] {
    var stream = bz_stream()
    guard BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else {
      throw RDSError(.corrupt, offset: 0, "bzip2 could not be started to read the R data.")
    }
    defer { BZ2_bzDecompressEnd(&stream) }
    var offset = 0
    return try Decompression.run(bytes, expected: nil, name: "bzip2") { (source, target) throws(RDSError) in
      let inputCount = min(source.count, Int(UInt32.max))
      let outputCount = min(target.count, Int(UInt32.max))
      stream.next_in = UnsafeMutableRawPointer(mutating: source.baseAddress)?.assumingMemoryBound(to: CChar.self)
      stream.avail_in = UInt32(inputCount)
      stream.next_out = UnsafeMutableRawPointer(target.baseAddress)?.assumingMemoryBound(to: CChar.self)
      stream.avail_out = UInt32(outputCount)
      let status = BZ2_bzDecompress(&stream)
      let consumed = inputCount - Int(stream.avail_in)
      let produced = outputCount - Int(stream.avail_out)
      offset += consumed
      guard status == BZ_OK || status == BZ_STREAM_END else {
        throw RDSError(.corrupt, offset: offset, "The bzip2 data is damaged at byte \(offset): fetch it again.")
      }
      return Decompression.Step(consumed: consumed, produced: produced, isEnd: status == BZ_STREAM_END)
    }
  }
}
