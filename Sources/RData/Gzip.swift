internal import CCompression

/// gzip: written through zlib, read through ISA-L, which is more than twice as
/// fast.
enum Gzip {
  static let magic: [UInt8] = [0x1F, 0x8B]

  /// R's own level.
  static let level: Int32 = 6

  /// Whether these bytes are of a bare zlib stream, what `memCompress()` makes of
  /// type gzip: RFC 1950, section 2.2.
  static func beginsZlib(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x78 && (Int(bytes[0]) << 8 | Int(bytes[1])).isMultiple(of: 31)
  }

  /// Reads gzip files of any number of members, or a zlib stream.
  final class Inflater: Decompressor {
    private let inflater: OpaquePointer
    private let isZlib: Bool

    init(isZlib: Bool) throws(RDSError) {
      guard let inflater = CCInflaterCreate(isZlib) else {
        throw RDSError(.corrupt, offset: 0, "There is no memory to start reading the gzip data.")
      }
      self.inflater = inflater
      self.isZlib = isZlib
    }

    deinit { CCInflaterDestroy(inflater) }

    let name = "gzip"

    func step(
      from source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> DecompressionStep {
      var consumed = source.count
      var produced = target.count
      let status = CCInflate(
        inflater, source.baseAddress?.assumingMemoryBound(to: UInt8.self), &consumed,
        target.baseAddress?.assumingMemoryBound(to: UInt8.self), &produced)
      let outcome: DecompressionStep.Outcome =
        switch status {
        case .going: .going
        case .end: .end
        case .damaged: .damaged
        }
      return DecompressionStep(consumed: consumed, produced: produced, outcome: outcome)
    }

    func begins(at source: ByteInput) -> Bool {
      guard !isZlib, source.begins(with: Gzip.magic) else { return false }
      CCInflaterReset(inflater)
      return true
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
}
