/// A place in the bytes of a stream, from which numbers and text are read,
/// never past the end.
struct RDSCursor {
  let bytes: [UInt8]
  let format: RDSStream.Format
  var position: Int

  init(bytes: [UInt8], format: RDSStream.Format, position: Int) {
    self.bytes = bytes
    self.format = format
    self.position = position
  }

  var remaining: Int { bytes.count - position }

  /// The next whole number. `what` is named when the bytes end.
  mutating func int32(_ what: @autoclosure () -> String) throws(RDSError) -> Int32 {
    switch format {
    case .xdr: return Int32(bitPattern: try word(what()).bigEndian)
    case .native: return Int32(bitPattern: try word(what()).littleEndian)
    case .ascii: return try asciiInteger()
    }
  }

  /// A number of elements, checked to fit into the bytes that are left, each
  /// taking `elementSize` bytes at least.
  mutating func count(_ what: @autoclosure () -> String, elementSize: Int) throws(RDSError) -> Int {
    let start = position
    var count = Int(try int32(what()))
    if count == -1 {
      let upper = UInt32(bitPattern: try int32(what()))
      let lower = UInt32(bitPattern: try int32(what()))
      guard upper < 65536 else { throw .corrupt(at: start, "\(what()) has an impossible length") }
      count = Int(upper) << 32 | Int(lower)
    }
    guard count >= 0 else { throw .corrupt(at: start, "\(what()) has a negative length") }
    // Text needs a digit and a line end, whatever the element.
    let smallest = format == .ascii ? min(elementSize, 2) : elementSize
    guard count <= remaining / smallest else { throw .truncated(at: bytes.count, wanting: what()) }
    return count
  }

  /// The bytes of a string of a length read before; in text, escapes are
  /// undone.
  mutating func text(_ length: Int) throws(RDSError) -> ArraySlice<UInt8> {
    if format == .ascii { return try asciiText(length) }
    guard length <= remaining else { throw .truncated(at: bytes.count, wanting: "a string") }
    defer { position += length }
    return bytes[position..<position + length]
  }

  mutating func integers(_ count: Int) throws(RDSError) -> [Int32] {
    if format == .ascii {
      var values: [Int32] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try asciiInteger()) }
      return values
    }
    let start = try advance(count, size: 4, wanting: "an integer vector")
    let swaps = format == .xdr
    return [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { raw in
        for index in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: start + 4 * index, as: Int32.self)
          buffer.initializeElement(at: index, to: swaps ? Int32(bigEndian: word) : Int32(littleEndian: word))
        }
      }
      initialized = count
    }
  }

  mutating func doubles(_ count: Int) throws(RDSError) -> [Double] {
    if format == .ascii {
      var values: [Double] = []
      values.reserveCapacity(count)
      for _ in 0..<count { values.append(try asciiDouble()) }
      return values
    }
    let start = try advance(count, size: 8, wanting: "a numeric vector")
    let swaps = format == .xdr
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { raw in
        for index in 0..<count {
          let word = raw.loadUnaligned(fromByteOffset: start + 8 * index, as: UInt64.self)
          let bits = swaps ? UInt64(bigEndian: word) : UInt64(littleEndian: word)
          buffer.initializeElement(at: index, to: Double(bitPattern: bits))
        }
      }
      initialized = count
    }
  }

  mutating func octets(_ count: Int) throws(RDSError) -> [UInt8] {
    if format == .ascii {
      var values: [UInt8] = []
      values.reserveCapacity(count)
      for _ in 0..<count {
        let token = try asciiToken("a raw vector")
        guard let value = UInt8(token, radix: 16) else {
          throw .corrupt(at: position, "\(token) is not a byte in hexadecimal")
        }
        values.append(value)
      }
      return values
    }
    let start = try advance(count, size: 1, wanting: "a raw vector")
    return Array(bytes[start..<position])
  }

  /// Moves past `count` elements of `size` bytes and returns where they begin.
  private mutating func advance(_ count: Int, size: Int, wanting what: String) throws(RDSError) -> Int {
    guard count <= remaining / size else { throw .truncated(at: bytes.count, wanting: what) }
    let start = position
    position += count * size
    return start
  }

  private mutating func word(_ what: @autoclosure () -> String) throws(RDSError) -> UInt32 {
    guard remaining >= 4 else { throw .truncated(at: bytes.count, wanting: what()) }
    let start = position
    position += 4
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: UInt32.self) }
  }
}
