internal import CCompression

/// gzip, through zlib.
enum Gzip {
  /// R's own level.
  static let level: Int32 = 6

  /// The contents of all members of a gzip file.
  static func decompressed(_ bytes: [UInt8]) throws(RDSError) -> [UInt8] {
    var stream = z_stream()
    guard CCInflateInit(&stream) == Z_OK else {
      throw RDSError(.corrupt, offset: 0, "zlib could not be started to read the R data.")
    }
    defer { inflateEnd(&stream) }
    var offset = 0
    return try Decompression.run(bytes, expected: announcedSize(bytes), name: "gzip") {
      (source, target) throws(RDSError) in
      // zlib counts in 32 bits: large buffers go in slices.
      let inputCount = min(source.count, Int(UInt32.max))
      let outputCount = min(target.count, Int(UInt32.max))
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(inputCount)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(outputCount)
      let status = inflate(&stream, Z_NO_FLUSH)
      let consumed = inputCount - Int(stream.avail_in)
      let produced = outputCount - Int(stream.avail_out)
      offset += consumed
      switch status {
      case Z_OK, Z_BUF_ERROR: return Decompression.Step(consumed: consumed, produced: produced, isEnd: false)
      case Z_STREAM_END:
        let isLast = source.count < consumed + 2 || source[consumed] != 0x1F || source[consumed + 1] != 0x8B
        if !isLast { inflateReset(&stream) }
        return Decompression.Step(consumed: consumed, produced: produced, isEnd: isLast)
      default: throw RDSError(.corrupt, offset: offset, "The gzip data is damaged at byte \(offset): fetch it again.")
      }
    }
  }

  static func compressed(_ bytes: [UInt8]) throws(RDSError) -> [UInt8] {
    var stream = z_stream()
    guard CCDeflateInitGzip(&stream, level) == Z_OK else {
      throw RDSError(.unwritable, "zlib could not be started to compress the R data.")
    }
    defer { deflateEnd(&stream) }
    // zlib counts in 32 bits: large values go in slices.
    let slice = 1 << 30
    var output: [UInt8] = []
    var offset = 0
    var status = Z_OK
    repeat {
      let count = min(bytes.count - offset, slice)
      let isLast = offset + count == bytes.count
      let room = max(count / 2, 1 << 16)
      var taken = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { target, produced in
        status = bytes.withUnsafeBufferPointer { source in
          stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + offset })
          stream.avail_in = UInt32(count)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(room)
          return deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        }
        taken = count - Int(stream.avail_in)
        produced = room - Int(stream.avail_out)
      }
      guard status == Z_OK || status == Z_STREAM_END else {
        throw RDSError(.unwritable, "zlib could not compress the R data (status \(status)).")
      }
      if output.isEmpty { output = chunk } else { output += chunk }
      offset += taken
    } while status != Z_STREAM_END
    return output
  }

  /// The size that the last four bytes tell, unless it is out of proportion.
  private static func announcedSize(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 18 else { return nil }
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    // deflate cannot do better than 1032 to 1.
    return size <= bytes.count * 1032 ? size : nil
  }
}
