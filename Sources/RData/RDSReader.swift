/// Builds values from the items of a stream.
///
/// A file is gone through once, and no further back than the cursor's window.
/// What opaque values stand for is kept; it can be read again, from the
/// beginning of each.
struct RDSReader: ~Copyable {
  let stream: RDSStream
  var cursor: RDSCursor
  /// The places, in what is kept, of the objects that can be referred to.
  var references: [Int]
  /// The number that the next such object has.
  var nextReference: Int
  /// What those mean that were met since the beginning.
  private var meanings: [RValue?] = []
  private let firstReference: Int
  /// What those mean that stand before the part that is read again.
  private var earlierMeanings: [Int: RValue] = [:]
  /// How many bytes short forms have grown to so far.
  var expandedSize = 0
  let sizeLimit: Int
  /// Whether it reads what was kept, in which it can go back.
  let isRereading: Bool

  /// Reads the header of a file.
  init(file source: Decompression, sizeLimit: Int) throws(RDSError) {
    var cursor = RDSCursor(source)
    try RDSFileHeader.read(&cursor)
    stream = RDSStream(format: cursor.format, isNativeLatin1: cursor.isNativeLatin1)
    self.cursor = cursor
    references = []
    nextReference = 0
    firstReference = 0
    isRereading = false
    self.sizeLimit = sizeLimit
  }

  /// A reader that stands at an opaque object.
  init(_ opaque: ROpaque) { self.init(opaque.location) }

  /// A reader that stands at a place in what was kept.
  init(_ location: ROpaque.Location) {
    let content = location.stream.content
    stream = location.stream
    cursor = RDSCursor(stream, bytes: content.bytes, place: location.place)
    references = content.references
    nextReference = location.nextReference
    firstReference = location.nextReference
    isRereading = true
    sizeLimit = RDS.defaultSizeLimit
  }

  /// Leaves to the stream what its opaque values need to be copied.
  func finish() { stream.complete(bytes: isRereading ? nil : cursor.kept, references: references) }

  /// Reads one item.
  mutating func item(depth: Int) throws(RDSError) -> RValue {
    let place = cursor.position
    let header = try cursor.header(depth: depth)
    return try item(header, at: place, depth: depth)
  }

  /// Reads the item whose flags word has been read and stands at a place.
  mutating func item(_ header: RDSItemHeader, at place: Int, depth: Int) throws(RDSError) -> RValue {
    switch header.type {
    case .logical, .integer, .double, .complex, .character, .raw, .list:
      guard !header.isS4 else { return try opaque(header, at: place, depth: depth) }
      var value = RValue(try vector(header.type, depth: depth))
      if header.hasAttributes { value.attributes = try attributes(depth: depth) }
      return value
    case .null: return .null
    case .missingArgument: return RValue(.symbol(""))
    case .reference: return try reference(header, depth: depth)
    case .symbol: return RValue(.symbol(try symbol(header, at: place)))
    case .charString: return RValue(.character([try cursor.charString(header)]))
    case .pairlist: return try pairlist(header, depth: depth)
    case .language: return try call(header, depth: depth)
    case .altrep: return try altrep(header, at: place, depth: depth)
    default: return try opaque(header, at: place, depth: depth)
    }
  }

  /// Reads an attribute list; of a name that comes twice, the first counts.
  mutating func attributes(depth: Int) throws(RDSError) -> RAttributes {
    let header = try cursor.header(depth: depth)
    switch header.type {
    case .null: return RAttributes()
    case .pairlist:
      let entries = try cells(header, depth: depth).bindings
      if entries.count == 1 { return RAttributes(entries) }
      var attributes = RAttributes()
      for entry in entries where attributes[entry.name] == nil { attributes[entry.name] = entry.value }
      return attributes
    default: throw cursor.corrupt("an attribute list was to stand here")
    }
  }

  /// Reads the cells of a pairlist whose first flags word has been read.
  mutating func cells(
    _ first: RDSItemHeader, depth: Int
  ) throws(RDSError) -> (bindings: [RBinding], attributes: RAttributes) {
    var bindings: [RBinding] = []
    var attributes = RAttributes()
    var header = first
    while true {
      if header.hasAttributes {
        let own = try self.attributes(depth: depth + 1)
        if bindings.isEmpty { attributes = own }
      }
      let name = header.hasTag ? try tag(depth: depth + 1) : ""
      bindings.append(RBinding(name: name, value: try item(depth: depth + 1)))
      let place = cursor.position
      header = try cursor.header(depth: depth)
      switch header.type {
      case .pairlist, .language, .dots: continue
      case .null: return (bindings, attributes)
      default:
        // A dotted pair, as in the state of short forms.
        bindings.append(RBinding(name: "", value: try item(header, at: place, depth: depth + 1)))
        return (bindings, attributes)
      }
    }
  }

  /// The name before a cell of a pairlist.
  mutating func tag(depth: Int) throws(RDSError) -> String {
    switch try item(depth: depth).storage {
    case .symbol(let name): return name
    case .null: return ""
    default: throw cursor.corrupt("a name was to stand here")
    }
  }

  /// The name of a symbol whose flags word has been read.
  mutating func symbol(_ header: RDSItemHeader, at place: Int) throws(RDSError) -> String {
    let keeping = cursor.beginKeeping(header.word, at: place)
    let index = define(at: keeping.place)
    let name = try cursor.charString() ?? "NA"
    cursor.endKeeping(keeping)
    setMeaning(RValue(.symbol(name)), of: index)
    return name
  }

  /// Numbers the object that stands at a place.
  mutating func define(at place: Int) -> Int {
    let index = nextReference
    if index == references.count { references.append(place) }
    nextReference += 1
    return index
  }

  mutating func setMeaning(_ value: RValue, of index: Int) {
    let position = index - firstReference
    guard position >= 0 else {
      earlierMeanings[index] = value
      return
    }
    while meanings.count <= position { meanings.append(nil) }
    meanings[position] = value
  }

  func meaning(of index: Int) -> RValue? {
    let position = index - firstReference
    guard position >= 0 else { return earlierMeanings[index] }
    return position < meanings.count ? meanings[position] : nil
  }

  private mutating func reference(_ header: RDSItemHeader, depth: Int) throws(RDSError) -> RValue {
    let index = try cursor.referenceIndex(header, below: nextReference)
    if let known = meaning(of: index) { return known }
    guard isRereading else { throw cursor.corrupt("it refers to an object that it does not define") }
    let (place, next) = (cursor.position, nextReference)
    cursor.position = references[index]
    nextReference = index
    let value = try item(depth: depth + 1)
    cursor.position = place
    nextReference = next
    setMeaning(value, of: index)
    return value
  }
}
