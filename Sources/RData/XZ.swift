internal import CCompression

/// xz and its forerunner lzma, for reading only.
enum XZ {
  static func decompressed(_ bytes: [UInt8]) throws(RDSError) -> [UInt8] {
    var stream = lzma_stream()
    guard lzma_auto_decoder(&stream, UInt64.max, 0) == LZMA_OK else {
      throw RDSError(.corrupt, offset: 0, "xz could not be started to read the R data.")
    }
    defer { lzma_end(&stream) }
    var offset = 0
    return try Decompression.run(bytes, expected: nil, name: "xz") { (source, target) throws(RDSError) in
      stream.next_in = source.baseAddress
      stream.avail_in = source.count
      stream.next_out = target.baseAddress
      stream.avail_out = target.count
      let status = lzma_code(&stream, LZMA_RUN)
      let consumed = source.count - stream.avail_in
      let produced = target.count - stream.avail_out
      offset += consumed
      guard status == LZMA_OK || status == LZMA_STREAM_END || status == LZMA_BUF_ERROR else {
        throw RDSError(.corrupt, offset: offset, "The xz data is damaged at byte \(offset): fetch it again.")
      }
      return Decompression.Step(consumed: consumed, produced: produced, isEnd: status == LZMA_STREAM_END)
    }
  }
}
