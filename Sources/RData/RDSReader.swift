import Synchronization

/// Builds values from the items of a stream.
struct RDSReader {
  let stream: RDSStream
  var cursor: RDSCursor
  private var references: [Int]
  /// The number that the next object has that can be referred to.
  var nextReference: Int
  /// How many elements short forms have grown to so far.
  var expandedElements = 0.0
  /// What the references mean, as far as they were asked for.
  private var meanings: [Int: RValue] = [:]

  init(stream: RDSStream, position: Int) {
    self.stream = stream
    self.cursor = RDSCursor(bytes: stream.bytes, format: stream.format, position: position)
    self.references = []
    self.nextReference = 0
  }

  /// A reader that stands at an opaque object.
  init(_ opaque: ROpaque) {
    let copier = opaque.copier(output: nil)
    self.stream = copier.stream
    self.cursor = copier.cursor
    self.references = copier.references
    self.nextReference = copier.nextReference
  }

  /// Leaves to the stream what its opaque values need to be copied.
  func finish() {
    stream.references.withLock { known in
      if known.count < references.count { known = references }
    }
  }

  /// Reads one item.
  mutating func item(depth: Int) throws(RDSError) -> RValue {
    let start = cursor.position
    let header = try cursor.header(depth: depth)
    switch header.type {
    case .null: return .null
    case .missingArgument: return RValue(.symbol(""))
    case .reference: return try reference(header, at: start, depth: depth)
    case .symbol: return try symbol(at: start)
    case .charString:
      cursor.position = start
      return RValue(.character([try cursor.charString(isNativeLatin1: stream.isNativeLatin1)]))
    case .pairlist: return try pairlist(header, depth: depth)
    case .language: return try call(header, depth: depth)
    case .altrep: return try altrep(at: start, depth: depth)
    case .logical, .integer, .double, .complex, .character, .raw, .list:
      guard !header.isS4 else { return try opaque(header, at: start, depth: depth) }
      var value = RValue(try vector(header.type, depth: depth))
      if header.hasAttributes { value.attributes = try attributes(depth: depth) }
      return value
    default: return try opaque(header, at: start, depth: depth)
    }
  }

  /// Walks over an item and keeps it as opaque.
  ///
  /// The walk starts from the flags word again, so the number of the next
  /// reference must not have been taken yet.
  mutating func opaque(_ header: RDSItemHeader, at start: Int, depth: Int) throws(RDSError) -> RValue {
    let type = header.type == .s4 || !header.isS4 ? header.type : .s4
    return try opaque(type.typeName, at: start, depth: depth)
  }

  mutating func opaque(_ typeName: String, at start: Int, depth: Int) throws(RDSError) -> RValue {
    let next = nextReference
    var copier = RDSCopier(
      stream: stream, position: start, references: references, nextReference: next, output: nil)
    try copier.item(depth: depth, isTop: true)
    references = copier.references
    let end = copier.cursor.position
    var attributes = RAttributes()
    if let place = copier.attributes {
      cursor.position = place.position
      nextReference = place.nextReference
      attributes = try self.attributes(depth: depth)
      // A function's srcref holds the text of its whole file.
      attributes["srcref"] = nil
    }
    cursor.position = end
    nextReference = copier.nextReference
    let content = ROpaque.Content.part(stream, position: start, nextReference: next)
    return RValue(.opaque(ROpaque(typeName: typeName, content: content)), attributes: attributes)
  }

  /// Reads an attribute list.
  mutating func attributes(depth: Int) throws(RDSError) -> RAttributes {
    let start = cursor.position
    let header = try cursor.header(depth: depth)
    switch header.type {
    case .null: return RAttributes()
    case .pairlist: return RAttributes(try cells(header, depth: depth).bindings)
    default: throw .corrupt(at: start, "an attribute list was to stand here")
    }
  }

  /// Reads the cells of a pairlist whose first flags word has been read.
  mutating func cells(
    _ first: RDSItemHeader, depth: Int
  ) throws(RDSError) -> (bindings: [RBinding], attributes: RAttributes) {
    var bindings: [RBinding] = []
    var attributes = RAttributes()
    var header = first
    while header.type == .pairlist || header.type == .language || header.type == .dots {
      if header.hasAttributes {
        let own = try self.attributes(depth: depth + 1)
        if bindings.isEmpty { attributes = own }
      }
      let name = header.hasTag ? try tag(depth: depth + 1) : ""
      bindings.append(RBinding(name: name, value: try item(depth: depth + 1)))
      let start = cursor.position
      header = try cursor.header(depth: depth)
      guard [.null, .pairlist, .language, .dots].contains(header.type) else {
        // A dotted pair, as in the state of short forms.
        cursor.position = start
        bindings.append(RBinding(name: "", value: try item(depth: depth + 1)))
        break
      }
    }
    return (bindings, attributes)
  }

  /// The name before a cell of a pairlist.
  mutating func tag(depth: Int) throws(RDSError) -> String {
    let start = cursor.position
    let value = try item(depth: depth)
    switch value.storage {
    case .symbol(let name): return name
    case .null: return ""
    default: throw .corrupt(at: start, "a name was to stand here")
    }
  }

  private mutating func symbol(at start: Int) throws(RDSError) -> RValue {
    let index = define(at: start)
    let name = try cursor.charString(isNativeLatin1: stream.isNativeLatin1) ?? "NA"
    let value = RValue(.symbol(name))
    meanings[index] = value
    return value
  }

  /// Numbers the object that stands at `start`.
  mutating func define(at start: Int) -> Int {
    let index = nextReference
    if index == references.count { references.append(start) }
    nextReference += 1
    return index
  }

  private mutating func reference(
    _ header: RDSItemHeader, at start: Int, depth: Int
  ) throws(RDSError) -> RValue {
    let index = try cursor.referenceIndex(header, below: nextReference, at: start)
    if let known = meanings[index] { return known }
    let (position, next) = (cursor.position, nextReference)
    cursor.position = references[index]
    nextReference = index
    let value = try item(depth: depth + 1)
    (cursor.position, nextReference) = (position, next)
    meanings[index] = value
    return value
  }
}
