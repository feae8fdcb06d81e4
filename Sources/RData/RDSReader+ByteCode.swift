/// Compiled code keeps the expression that it was compiled from as its first
/// constant.
extension RDSReader {
  /// An expression, compiled or not.
  mutating func expression(depth: Int) throws(RDSError) -> RValue {
    let place = cursor.position
    guard try cursor.header(depth: depth).type == .byteCode else {
      cursor.position = place
      return try item(depth: depth)
    }
    let count = Int(try cursor.int32("compiled code"))
    guard count >= 0 else { throw cursor.corrupt("compiled code has no sound size") }
    // The instructions.
    _ = try item(depth: depth + 1)
    guard try cursor.count("the constants of compiled code", elementSize: 4) > 0 else { return .null }
    var shared = SharedConstants()
    return try constant(depth: depth + 1, shared: &shared)
  }

  /// The calls that occur more than once, by number.
  private struct SharedConstants {
    /// More parts than any code has that someone wrote. Calls that share their
    /// parts, again and again, could stand for more than memory holds.
    static let mostParts = 1_000_000

    var values: [Int32: (value: RValue, parts: Int)] = [:]
    /// How many parts there are so far, shared ones counted at each use.
    var parts = 0
  }

  /// A constant; calls are spelt with a type before each part, and parts that
  /// occur again have a number.
  private mutating func constant(depth: Int, shared: inout SharedConstants) throws(RDSError) -> RValue {
    guard depth < RDSCursor.maximumDepth else { throw RDSCursor.tooDeep(at: cursor.offset) }
    let partsBefore = shared.parts
    shared.parts += 1
    var type = try constantType()
    var number: Int32?
    switch type {
    case .byteCodeReference:
      let number = try cursor.int32("compiled code")
      guard let known = shared.values[number] else { throw cursor.corrupt("compiled code refers to nothing") }
      shared.parts += known.parts
      guard shared.parts <= SharedConstants.mostParts else { throw cursor.corrupt("compiled code is too large") }
      return known.value
    case .byteCodeDefinition:
      number = try cursor.int32("compiled code")
      type = try constantType()
    default: break
    }
    guard [.language, .pairlist, .attributedLanguage, .attributedPairlist].contains(type) else {
      return try item(depth: depth + 1)
    }
    let isCall = type == .language || type == .attributedLanguage
    var cells: [RBinding] = []
    var attributes = RAttributes()
    var isFirst = true
    while true {
      if type == .attributedLanguage || type == .attributedPairlist {
        let own = try self.attributes(depth: depth + 1)
        if isFirst { attributes = own }
      }
      isFirst = false
      let name = try tag(depth: depth + 1)
      cells.append(RBinding(name: name, value: try constant(depth: depth + 1, shared: &shared)))
      let tail = cursor.position
      type = try constantType()
      guard [.language, .pairlist, .attributedLanguage, .attributedPairlist].contains(type) else {
        cursor.position = tail
        cells += try self.tail(depth: depth, shared: &shared)
        break
      }
    }
    var value: RValue
    if isCall {
      value = RValue(.call(RCall(function: cells[0].value, arguments: Array(cells.dropFirst()))))
    } else {
      value = .list(cells.map(\.value))
      if cells.contains(where: { !$0.name.isEmpty }) { value.names = cells.map(\.name) }
    }
    value.attributes.merge(attributes)
    if let number { shared.values[number] = (value, shared.parts - partsBefore) }
    return value
  }

  /// The end of a pairlist of constants: nothing, or cells met before.
  private mutating func tail(depth: Int, shared: inout SharedConstants) throws(RDSError) -> [RBinding] {
    let rest = try constant(depth: depth + 1, shared: &shared)
    guard case .list(let values) = rest.storage else { return [] }
    let names = rest.names
    return values.indices.map { RBinding(name: names?[$0] ?? "", value: values[$0]) }
  }

  /// The type before a constant; `nil` for 0, after which a plain item
  /// follows.
  private mutating func constantType() throws(RDSError) -> RDSItemType? {
    UInt8(exactly: try cursor.int32("compiled code")).flatMap(RDSItemType.init(rawValue:))
  }
}

extension RAttributes {
  /// Adds the entries of another list.
  mutating func merge(_ other: RAttributes) {
    for entry in other.entries { self[entry.name] = entry.value }
  }
}
