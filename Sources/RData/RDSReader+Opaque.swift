/// Objects that are kept as they are.
extension RDSReader {
  /// Goes past an object whose flags word has been read, keeps it, and reads its
  /// attributes.
  mutating func opaque(_ header: RDSItemHeader, at place: Int, depth: Int) throws(RDSError) -> RValue {
    let keeping = cursor.beginKeeping(header.word, at: place)
    let next = nextReference
    let type = header.type == .s4 || !header.isS4 ? header.type : .s4
    if let index = definition(header, at: keeping.place) {
      try skipDefinition(header, index: index, depth: depth)
      cursor.endKeeping(keeping)
      return meaning(of: index) ?? .null
    }
    var attributes = try skip(header, depth: depth, readsAttributes: true)
    cursor.endKeeping(keeping)
    // A function's srcref holds the text of its whole file.
    attributes["srcref"] = nil
    return part(type.typeName, at: keeping.place, nextReference: next, attributes: attributes)
  }

  func part(_ typeName: String, at place: Int, nextReference: Int, attributes: RAttributes) -> RValue {
    let location = ROpaque.Location(stream: stream, place: place, nextReference: nextReference)
    return RValue(.opaque(ROpaque(typeName: typeName, content: .part(location))), attributes: attributes)
  }

  /// Goes past one item of what is being kept.
  mutating func skipItem(depth: Int) throws(RDSError) {
    let place = cursor.position
    let header = try cursor.header(depth: depth)
    if header.type == .symbol {
      _ = try symbol(header, at: place)
    } else if let index = definition(header, at: place) {
      try skipDefinition(header, index: index, depth: depth)
    } else {
      _ = try skip(header, depth: depth, readsAttributes: false)
    }
  }

  /// Numbers an object that later items can refer to; `nil` for others.
  private mutating func definition(_ header: RDSItemHeader, at place: Int) -> Int? {
    switch header.type {
    case .environment, .persistent, .package, .namespace, .externalPointer, .weakReference: return define(at: place)
    default: return nil
    }
  }

  /// Goes past such an object and notes what it means.
  private mutating func skipDefinition(_ header: RDSItemHeader, index: Int, depth: Int) throws(RDSError) {
    let name = header.type.typeName
    let place = references[index]
    // It may refer to itself before its attributes are known.
    setMeaning(part(name, at: place, nextReference: index, attributes: RAttributes()), of: index)
    var attributes = RAttributes()
    switch header.type {
    case .environment:
      _ = try cursor.int32("an environment")
      // Enclosure, frame and hash table; then the attributes.
      for _ in 0..<3 { try skipItem(depth: depth + 1) }
      attributes = try self.attributes(depth: depth + 1)
    case .externalPointer:
      for _ in 0..<2 { try skipItem(depth: depth + 1) }
      if header.hasAttributes { attributes = try self.attributes(depth: depth + 1) }
    case .weakReference:
      if header.hasAttributes { attributes = try self.attributes(depth: depth + 1) }
    default:
      // A package, a namespace or what a hook made: a few strings.
      _ = try cursor.int32("a name")
      try skipStrings(try cursor.count("a name", elementSize: 8), depth: depth)
    }
    guard !attributes.isEmpty else { return }
    setMeaning(part(name, at: place, nextReference: index, attributes: attributes), of: index)
  }

  /// Goes past any other object.
  ///
  /// - Returns: its attributes, when they are to be read.
  private mutating func skip(
    _ first: RDSItemHeader, depth: Int, readsAttributes: Bool
  ) throws(RDSError) -> RAttributes {
    var attributes = RAttributes()
    var header = first
    var isFirst = true
    func skipsAttributes(_ reader: inout RDSReader) throws(RDSError) {
      guard header.hasAttributes || header.type == .altrep else { return }
      if readsAttributes && isFirst {
        attributes = try reader.attributes(depth: depth + 1)
      } else {
        try reader.skipItem(depth: depth + 1)
      }
    }
    // Pairlists, calls and closures run on in their last part.
    while [.pairlist, .language, .closure, .promise, .dots].contains(header.type) {
      try skipsAttributes(&self)
      isFirst = false
      if header.hasTag { try skipItem(depth: depth + 1) }
      try skipItem(depth: depth + 1)
      let place = cursor.position
      header = try cursor.header(depth: depth)
      if header.type == .symbol {
        _ = try symbol(header, at: place)
        return attributes
      }
      if let index = definition(header, at: place) {
        try skipDefinition(header, index: index, depth: depth)
        return attributes
      }
    }
    switch header.type {
    case .null, .emptyEnvironment, .baseEnvironment, .globalEnvironment, .unboundValue, .missingArgument,
      .baseNamespace:
      break
    case .reference: _ = try cursor.referenceIndex(header, below: nextReference)
    case .special, .builtin:
      _ = try cursor.text(try cursor.count("the name of a primitive", elementSize: 1))
    case .charString:
      if let length = try cursor.stringLength() { try skipText(length) }
    case .altrep:
      for _ in 0..<2 { try skipItem(depth: depth + 1) }
      try skipsAttributes(&self)
    case .byteCode:
      _ = try cursor.int32("compiled code")
      try skipByteCode(depth: depth)
      try skipsAttributes(&self)
    case .s4: try skipsAttributes(&self)
    case .logical, .integer, .double, .complex, .character, .raw, .list, .expression:
      try skipElements(header.type, depth: depth)
      try skipsAttributes(&self)
    default: throw cursor.corrupt("an item of type \(header.type.rawValue) stands where it cannot")
    }
    return attributes
  }

  private mutating func skipStrings(_ count: Int, depth: Int) throws(RDSError) {
    for _ in 0..<count {
      let header = try cursor.header(depth: depth + 1)
      guard header.type == .charString else { throw cursor.corrupt("a string was to stand here") }
      if let length = try cursor.stringLength() { try skipText(length) }
    }
  }

  private mutating func skipText(_ length: Int) throws(RDSError) {
    if cursor.format == .ascii {
      _ = try cursor.asciiText(length)
    } else {
      try cursor.skip(length, "a string")
    }
  }

  private mutating func skipElements(_ type: RDSItemType, depth: Int) throws(RDSError) {
    let count = try cursor.count("a vector", elementSize: type.elementSize)
    switch type {
    case .character: try skipStrings(count, depth: depth)
    case .list, .expression: for _ in 0..<count { try skipItem(depth: depth + 1) }
    // What is no number is told now, and not when the value is written again.
    case .double where cursor.format == .ascii: for _ in 0..<count { _ = try cursor.asciiDouble() }
    case .complex where cursor.format == .ascii: for _ in 0..<(2 * count) { _ = try cursor.asciiDouble() }
    case .raw where cursor.format == .ascii: for _ in 0..<count { _ = try cursor.asciiOctet() }
    case _ where cursor.format == .ascii: for _ in 0..<count { _ = try cursor.asciiInteger() }
    default:
      let (size, overflows) = count.multipliedReportingOverflow(by: type.elementSize)
      guard !overflows else { throw cursor.corrupt("a vector has an impossible length") }
      try cursor.skip(size, "a vector")
    }
  }

  /// Compiled code: see ``RDSCopier``, which knows its parts.
  private mutating func skipByteCode(depth: Int) throws(RDSError) {
    guard depth < RDSCursor.maximumDepth else { throw RDSCursor.tooDeep(at: cursor.offset) }
    try skipItem(depth: depth + 1)
    for _ in 0..<(try cursor.count("the constants of compiled code", elementSize: 4)) {
      let type = try cursor.int32("compiled code")
      if type == Int32(RDSItemType.byteCode.rawValue) {
        try skipByteCode(depth: depth + 1)
      } else {
        try skipByteCodeConstant(type, depth: depth + 1)
      }
    }
  }

  private mutating func skipByteCodeConstant(_ firstType: Int32, depth: Int) throws(RDSError) {
    guard depth < RDSCursor.maximumDepth else { throw RDSCursor.tooDeep(at: cursor.offset) }
    var type = firstType
    while true {
      switch UInt8(exactly: type).flatMap(RDSItemType.init(rawValue:)) {
      case .byteCodeReference:
        _ = try cursor.int32("compiled code")
        return
      case .byteCodeDefinition:
        _ = try cursor.int32("compiled code")
        type = try cursor.int32("compiled code")
        continue
      case .attributedLanguage, .attributedPairlist: try skipItem(depth: depth + 1)
      case .language, .pairlist: break
      default:
        try skipItem(depth: depth + 1)
        return
      }
      try skipItem(depth: depth + 1)
      try skipByteCodeConstant(try cursor.int32("compiled code"), depth: depth + 1)
      type = try cursor.int32("compiled code")
    }
  }
}
