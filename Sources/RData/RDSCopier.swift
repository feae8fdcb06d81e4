/// Walks over the items of a stream without building values: past them, or
/// copying them to an output with their references put right.
///
/// A reference to an object that the copied part does not contain is replaced
/// by the object itself, so that the copy is complete.
struct RDSCopier {
  /// Where the attributes of the walked item stand, when it has any.
  struct AttributesPlace {
    let position: Int
    let nextReference: Int
  }

  let stream: RDSStream
  let output: RDSOutput?
  var cursor: RDSCursor

  /// Offsets of the items that can be referred to, as far as they are known.
  var references: [Int]

  /// The number that the next such item has.
  var nextReference: Int

  private(set) var attributes: AttributesPlace?

  init(stream: RDSStream, position: Int, references: [Int], nextReference: Int, output: RDSOutput?) {
    self.stream = stream
    self.output = output
    self.cursor = RDSCursor(bytes: stream.bytes, format: stream.format, position: position)
    self.references = references
    self.nextReference = nextReference
  }

  /// Walks over one item; the attributes of the top one are remembered.
  mutating func item(depth: Int, isTop isWhole: Bool = false) throws(RDSError) {
    var isTop = isWhole
    var start = cursor.position
    var header = try cursor.header(depth: depth)
    // Pairlists, calls and closures run on in their last part.
    while [.pairlist, .language, .closure, .promise, .dots].contains(header.type) {
      output?.word(header.word)
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
      if header.hasTag { try item(depth: depth + 1) }
      try item(depth: depth + 1)
      isTop = false
      start = cursor.position
      header = try cursor.header(depth: depth)
    }
    try item(header, at: start, depth: depth, isTop: isTop)
  }

  private mutating func item(_ header: RDSItemHeader, at start: Int, depth: Int, isTop: Bool) throws(RDSError) {
    switch header.type {
    case .null, .emptyEnvironment, .baseEnvironment, .globalEnvironment, .unboundValue, .missingArgument,
      .baseNamespace:
      output?.type(header.type)
    case .reference: try reference(header, at: start, depth: depth)
    case .symbol, .environment, .persistent, .package, .namespace, .externalPointer, .weakReference:
      try definition(header, at: start, depth: depth, isTop: isTop)
    case .special, .builtin:
      output?.word(header.word)
      let length = try cursor.count("the name of a primitive", elementSize: 1)
      output?.count(length)
      let name = try cursor.text(length)
      output?.raw(name)
    case .charString: try charString(header)
    case .altrep:
      output?.word(header.word)
      for _ in 0..<2 { try item(depth: depth + 1) }
      try attributeItem(depth: depth, ofTop: isTop)
    case .byteCode:
      output?.word(header.word)
      try byteCode(depth: depth)
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
    case .s4:
      output?.word(header.word)
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
    case .logical, .integer, .double, .complex, .character, .raw, .list, .expression:
      output?.word(header.word)
      try vector(header.type, depth: depth)
      if header.hasAttributes { try attributeItem(depth: depth, ofTop: isTop) }
    case .pairlist, .language, .closure, .promise, .dots, .attributedPairlist, .attributedLanguage,
      .byteCodeReference, .byteCodeDefinition:
      throw .corrupt(at: start, "an item of type \(header.type.rawValue) stands where it cannot")
    }
  }

  /// Walks over an attribute list and remembers where that of the whole
  /// item is.
  mutating func attributeItem(depth: Int, ofTop isTop: Bool) throws(RDSError) {
    if isTop { attributes = AttributesPlace(position: cursor.position, nextReference: nextReference) }
    try item(depth: depth + 1)
  }

  private mutating func vector(_ type: RDSItemType, depth: Int) throws(RDSError) {
    let size =
      switch type {
      case .logical, .integer, .list, .expression: 4
      case .double, .character: 8
      case .complex: 16
      default: 1
      }
    let count = try cursor.count("a vector", elementSize: size)
    output?.count(count)
    switch type {
    case .character, .list, .expression:
      for _ in 0..<count { try item(depth: depth + 1) }
    case .raw:
      try numbers(count, size: 1) { (cursor, output) throws(RDSError) in
        let octets = try cursor.octets(count)
        output?.raw(octets)
      }
    case .double, .complex:
      let doubles = type == .complex ? 2 * count : count
      try numbers(doubles, size: 8) { (cursor, output) throws(RDSError) in
        let values = try cursor.doubles(doubles)
        output?.doubles(values)
      }
    default:
      try numbers(count, size: 4) { (cursor, output) throws(RDSError) in
        let values = try cursor.integers(count)
        output?.integers(values)
      }
    }
  }

  /// Numbers go over as they are when the stream is XDR.
  private mutating func numbers(
    _ count: Int, size: Int, convert: (inout RDSCursor, RDSOutput?) throws(RDSError) -> Void
  ) throws(RDSError) {
    if stream.format == .ascii || (stream.format == .native && output != nil) {
      try convert(&cursor, output)
    } else {
      let start = cursor.position
      cursor.position += count * size
      output?.raw(stream.bytes[start..<cursor.position])
    }
  }

  private mutating func charString(_ header: RDSItemHeader) throws(RDSError) {
    let length = try cursor.stringLength()
    guard let length else {
      output?.charString(nil as [UInt8]?, encoding: [])
      return
    }
    let text = try cursor.text(length)
    guard let output else { return }
    var encoding = RStringEncoding(rawValue: header.levels).intersection(.all)
    // An unmarked string means its stream's native encoding, which the
    // output need not share.
    if encoding.isEmpty {
      encoding = text.allSatisfy { $0 < 0x80 } ? .ascii : stream.isNativeLatin1 ? .latin1 : .utf8
    }
    output.charString(text, encoding: encoding)
  }
}
