/// Copies the items that opaque values stand for to an output, with their
/// references put right.
///
/// A reference to an object that the copied part does not contain is replaced
/// by the object itself, so that the copy is complete.
struct RDSCopier: ~Copyable {
  let stream: RDSStream
  let output: RDSOutput
  var cursor: RDSCursor

  /// The places of the items that can be referred to, as far as they are known.
  var references: [Int]

  /// The number that the next such item has.
  var nextReference: Int

  init(_ location: ROpaque.Location, output: RDSOutput) {
    let content = location.stream.content
    self.stream = location.stream
    self.output = output
    self.cursor = RDSCursor(stream, bytes: content.bytes, place: location.place)
    self.references = content.references
    self.nextReference = location.nextReference
  }

  /// Copies one item.
  mutating func item(depth: Int) throws(RDSError) {
    var place = cursor.position
    var header = try cursor.header(depth: depth)
    // Pairlists, calls and closures run on in their last part.
    while [.pairlist, .language, .closure, .promise, .dots].contains(header.type) {
      output.word(header.word)
      if header.hasAttributes { try item(depth: depth + 1) }
      if header.hasTag { try item(depth: depth + 1) }
      try item(depth: depth + 1)
      place = cursor.position
      header = try cursor.header(depth: depth)
    }
    try item(header, at: place, depth: depth)
  }

  private mutating func item(_ header: RDSItemHeader, at place: Int, depth: Int) throws(RDSError) {
    switch header.type {
    case .null, .emptyEnvironment, .baseEnvironment, .globalEnvironment, .unboundValue, .missingArgument,
      .baseNamespace:
      output.type(header.type)
    case .reference: try reference(header, depth: depth)
    case .symbol, .environment, .persistent, .package, .namespace, .externalPointer, .weakReference:
      try definition(header, at: place, depth: depth)
    case .special, .builtin:
      output.word(header.word)
      let length = try cursor.count("the name of a primitive", elementSize: 1)
      output.count(length)
      let name = try cursor.text(length)
      output.raw(name)
    case .charString: try charString(header)
    case .altrep:
      output.word(header.word)
      // What it is, its state and its attributes.
      for _ in 0..<3 { try item(depth: depth + 1) }
    case .byteCode:
      output.word(header.word)
      try byteCode(depth: depth)
      if header.hasAttributes { try item(depth: depth + 1) }
    case .s4:
      output.word(header.word)
      if header.hasAttributes { try item(depth: depth + 1) }
    case .logical, .integer, .double, .complex, .character, .raw, .list, .expression:
      output.word(header.word)
      try vector(header.type, depth: depth)
      if header.hasAttributes { try item(depth: depth + 1) }
    case .pairlist, .language, .closure, .promise, .dots, .attributedPairlist, .attributedLanguage,
      .byteCodeReference, .byteCodeDefinition:
      throw cursor.corrupt("an item of type \(header.type.rawValue) stands where it cannot")
    }
  }

  private mutating func vector(_ type: RDSItemType, depth: Int) throws(RDSError) {
    let count = try cursor.count("a vector", elementSize: type.elementSize)
    output.count(count)
    switch type {
    case .character, .list, .expression: for _ in 0..<count { try item(depth: depth + 1) }
    case _ where stream.format == .xdr:
      // Numbers go over as they are.
      let start = cursor.next
      let size = count * type.elementSize
      try cursor.skip(size, "a vector")
      output.raw(UnsafeRawBufferPointer(start: start, count: size))
    case .raw: output.raw(try cursor.octets(count))
    case .double: output.doubles(try cursor.doubles(count))
    case .complex: output.doubles(try cursor.doubles(2 * count))
    default: output.integers(try cursor.integers(count))
    }
  }

  private mutating func charString(_ header: RDSItemHeader) throws(RDSError) {
    let length = try cursor.stringLength()
    guard let length else {
      output.charString(nil as [UInt8]?, encoding: [])
      return
    }
    let text = try cursor.text(length)
    var encoding = RStringEncoding(rawValue: header.levels).intersection(.all)
    // An unmarked string means its stream's native encoding, which the
    // output need not share.
    if encoding.isEmpty {
      encoding = text.allSatisfy { $0 < 0x80 } ? .ascii : stream.isNativeLatin1 ? .latin1 : .utf8
    }
    output.charString(text, encoding: encoding)
  }
}
