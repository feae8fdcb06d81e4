/// The kinds of values.
extension RDSReader {
  /// The elements of a vector whose flags word has been read.
  mutating func vector(_ type: RDSItemType, depth: Int) throws(RDSError) -> RValue.Storage {
    switch type {
    case .logical: return .logical(try cursor.logicals(cursor.count("a logical vector", elementSize: 4)))
    case .integer: return .integer(try cursor.integers(cursor.count("an integer vector", elementSize: 4)))
    case .double: return .double(try cursor.doubles(cursor.count("a numeric vector", elementSize: 8)))
    case .complex: return .complex(try cursor.complexes(cursor.count("a complex vector", elementSize: 16)))
    case .raw: return .raw(try cursor.octets(cursor.count("a raw vector", elementSize: 1)))
    case .character:
      let count = try cursor.count("a character vector", elementSize: 8)
      var strings: [String?] = []
      strings.reserveCapacity(cursor.room(for: count, elementSize: 8))
      for _ in 0..<count { strings.append(try cursor.charString()) }
      return .character(strings)
    default:
      let count = try cursor.count("a list", elementSize: 4)
      var elements: [RValue] = []
      elements.reserveCapacity(cursor.room(for: count, elementSize: 4))
      for _ in 0..<count { elements.append(try item(depth: depth + 1)) }
      return .list(elements)
    }
  }

  /// A pairlist reads as a list.
  mutating func pairlist(_ header: RDSItemHeader, depth: Int) throws(RDSError) -> RValue {
    let (bindings, attributes) = try cells(header, depth: depth)
    var value = RValue(.list(bindings.map(\.value)), attributes: attributes)
    if bindings.contains(where: { !$0.name.isEmpty }) { value.names = bindings.map(\.name) }
    return value
  }

  mutating func call(_ header: RDSItemHeader, depth: Int) throws(RDSError) -> RValue {
    let (cells, attributes) = try cells(header, depth: depth)
    let call = RCall(function: cells[0].value, arguments: Array(cells.dropFirst()))
    return RValue(.call(call), attributes: attributes)
  }

  /// The variables of an environment that stands here; `nil` for another
  /// object.
  mutating func environmentBindings() throws(RDSError) -> [RBinding]? { try environmentParts()?.bindings }

  /// The same, and the environment around it.
  mutating func environmentParts() throws(RDSError) -> (enclosure: RValue, bindings: [RBinding])? {
    let place = cursor.position
    guard try cursor.header(depth: 0).type == .environment else { return nil }
    _ = define(at: place)
    _ = try cursor.int32("an environment")
    let enclosure = try item(depth: 1)
    var bindings: [RBinding] = []
    // The frame is a pairlist, the hash table a list of pairlists.
    let frame = try cursor.header(depth: 1)
    if frame.type == .pairlist { bindings += try cells(frame, depth: 1).bindings }
    let table = try cursor.header(depth: 1)
    guard table.type == .list else { return (enclosure, bindings) }
    for _ in 0..<(try cursor.count("an environment", elementSize: 4)) {
      let chain = try cursor.header(depth: 2)
      if chain.type == .pairlist { bindings += try cells(chain, depth: 2).bindings }
    }
    return (enclosure, bindings)
  }
}
