/// The pieces that items of R's serialization share.
extension RDSCursor {
  /// How deep values may nest; deeper ones would not fit on a thread's stack.
  static let maximumDepth = 1000

  static func tooDeep(at offset: Int) -> RDSError {
    .corrupt(at: offset, "it nests more than \(maximumDepth) levels deep")
  }

  /// The flags word that opens an item.
  mutating func header(depth: Int) throws(RDSError) -> RDSItemHeader {
    guard depth < Self.maximumDepth else { throw Self.tooDeep(at: offset) }
    let word = UInt32(bitPattern: try int32("an item"))
    guard let type = RDSItemType(rawValue: UInt8(truncatingIfNeeded: word)) else {
      throw corrupt("there is no item of type \(word & 0xFF)")
    }
    return RDSItemHeader(type: type, word: word)
  }

  /// The error that what has just been read cannot be.
  func corrupt(_ what: String) -> RDSError { .corrupt(at: max(0, format == .ascii ? offset : offset - 4), what) }

  /// The number, from 0, of the object that a reference means.
  mutating func referenceIndex(_ header: RDSItemHeader, below limit: Int) throws(RDSError) -> Int {
    var number = Int(header.word >> 8)
    if number == 0 { number = Int(try int32("a reference")) }
    guard number > 0, number <= limit else { throw corrupt("it refers to object \(number) of \(limit)") }
    return number - 1
  }

  /// The length of a CHARSXP; `nil` for NA.
  mutating func stringLength() throws(RDSError) -> Int? {
    let length = Int(try int32("a string"))
    if length == -1 { return nil }
    guard length >= 0 else { throw corrupt("a string has a negative length") }
    if let remaining, length > remaining { throw truncated("a string") }
    return length
  }

  /// The text of a CHARSXP that stands here; `nil` for NA.
  mutating func charString() throws(RDSError) -> String? {
    let header = try header(depth: 0)
    guard header.type == .charString else { throw corrupt("a string was to stand here") }
    return try charString(header)
  }

  /// The text of a CHARSXP whose flags word has been read.
  mutating func charString(_ header: RDSItemHeader) throws(RDSError) -> String? {
    guard let length = try stringLength() else { return nil }
    let encoding = RStringEncoding(rawValue: header.levels)
    if format != .ascii, length <= end - next {
      // Straight from the window.
      let text = UnsafeBufferPointer(start: next.assumingMemoryBound(to: UInt8.self), count: length)
      next += length
      return RStringDecoding.string(text, encoding: encoding, isNativeLatin1: isNativeLatin1)
    }
    return try text(length).withUnsafeBufferPointer { [isNativeLatin1] in
      RStringDecoding.string($0, encoding: encoding, isNativeLatin1: isNativeLatin1)
    }
  }

  /// The bytes of a string of a length read before; in text, escapes are
  /// undone.
  mutating func text(_ length: Int) throws(RDSError) -> [UInt8] {
    format == .ascii ? try asciiText(length) : try octets(length)
  }

  /// The text of a CHARSXP that names something, in UTF-8.
  mutating func charBytes() throws(RDSError) -> [UInt8] { Array((try charString() ?? "NA").utf8) }
}
