/// The pieces that items of R's serialization share.
extension RDSCursor {
  /// How deep values may nest; deeper ones would not fit on a thread's stack.
  static let maximumDepth = 1000

  static func tooDeep(at position: Int) -> RDSError {
    .corrupt(at: position, "it nests more than \(maximumDepth) levels deep")
  }

  /// The flags word that opens an item.
  mutating func header(depth: Int) throws(RDSError) -> RDSItemHeader {
    let start = position
    guard depth < Self.maximumDepth else { throw Self.tooDeep(at: start) }
    let word = UInt32(bitPattern: try int32("an item"))
    guard let type = RDSItemType(rawValue: UInt8(truncatingIfNeeded: word)) else {
      throw .corrupt(at: start, "there is no item of type \(word & 0xFF)")
    }
    return RDSItemHeader(type: type, word: word)
  }

  /// The number, from 0, of the object that a reference means.
  mutating func referenceIndex(
    _ header: RDSItemHeader, below limit: Int, at start: Int
  ) throws(RDSError) -> Int {
    var number = Int(header.word >> 8)
    if number == 0 { number = Int(try int32("a reference")) }
    guard number > 0, number <= limit else {
      throw .corrupt(at: start, "it refers to object \(number) of \(limit)")
    }
    return number - 1
  }

  /// The length of a CHARSXP; `nil` for NA.
  mutating func stringLength() throws(RDSError) -> Int? {
    let start = position
    let length = Int(try int32("a string"))
    if length == -1 { return nil }
    guard length >= 0 else { throw .corrupt(at: start, "a string has a negative length") }
    guard length <= remaining else { throw .truncated(at: bytes.count, wanting: "a string") }
    return length
  }

  /// The text of a CHARSXP that stands here; `nil` for NA.
  mutating func charString(isNativeLatin1: Bool) throws(RDSError) -> String? {
    let start = position
    let header = try header(depth: 0)
    guard header.type == .charString else { throw .corrupt(at: start, "a string was to stand here") }
    guard let length = try stringLength() else { return nil }
    let text = try text(length)
    return RStringDecoding.string(
      text, encoding: RStringEncoding(rawValue: header.levels), isNativeLatin1: isNativeLatin1)
  }

  /// The text of a CHARSXP that names something, in UTF-8.
  mutating func charBytes(isNativeLatin1: Bool) throws(RDSError) -> [UInt8] {
    Array((try charString(isNativeLatin1: isNativeLatin1) ?? "NA").utf8)
  }
}
