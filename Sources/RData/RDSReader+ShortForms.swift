/// Vectors that R keeps in a short form (ALTREP), as `1:10` or the result of
/// `sort()`, read in full.
extension RDSReader {
  mutating func altrep(_ header: RDSItemHeader, at place: Int, depth: Int) throws(RDSError) -> RValue {
    // Kept as far as it is not known to be one of R's own.
    let keeping = cursor.beginKeeping(header.word, at: place)
    let next = nextReference
    let info = try item(depth: depth + 1)
    guard case .list(let parts) = info.storage, case .symbol(let className)? = parts.first?.storage else {
      throw cursor.corrupt("a short form does not say of which class it is")
    }
    guard Self.classes.contains(className) else {
      // A class of some package, which alone knows where the elements are.
      let type = parts.last?.asInt.flatMap { UInt8(exactly: $0) }.flatMap(RDSItemType.init(rawValue:)) ?? .altrep
      try skipItem(depth: depth + 1)
      let attributes = try attributes(depth: depth)
      cursor.endKeeping(keeping)
      return part(type.typeName, at: keeping.place, nextReference: next, attributes: attributes)
    }
    // The names that are defined here may be referred to later.
    cursor.endKeeping(keeping, discards: nextReference == next)
    var value = try expanded(className, depth: depth)
    value.attributes = try attributes(depth: depth)
    return value
  }

  /// R's own classes.
  private static let classes: Set<String> = [
    "compact_intseq", "compact_realseq", "deferred_string", "wrap_integer", "wrap_real", "wrap_logical", "wrap_string",
    "wrap_complex", "wrap_raw", "wrap_list",
  ]

  /// What the state that stands here stands for.
  private mutating func expanded(_ className: String, depth: Int) throws(RDSError) -> RValue {
    switch className {
    case "compact_intseq":
      let (first, step, count) = try sequence(elementSize: 4, depth: depth)
      guard let first = Int32(exactly: first), let step = Int32(exactly: step),
        count == 0 || Int32(exactly: Double(first) + Double(count - 1) * Double(step)) != nil
      else { throw cursor.corrupt("a sequence of integers leaves their range") }
      return RValue(.integer((0..<count).map { Int32(truncatingIfNeeded: Int(first) + $0 * Int(step)) }))
    case "compact_realseq":
      let (first, step, count) = try sequence(elementSize: 8, depth: depth)
      return RValue(.double((0..<count).map { first + Double($0) * step }))
    case "deferred_string": return RValue(.character(try strings(of: try firstOfState(depth: depth))))
    default: return try firstOfState(depth: depth)
    }
  }

  /// The first value, step and count of a sequence.
  private mutating func sequence(
    elementSize: Int, depth: Int
  ) throws(RDSError) -> (first: Double, step: Double, count: Int) {
    let state = try item(depth: depth + 1)
    let numbers: [Double]
    switch state.storage {
    case .double(let values): numbers = values
    case .integer(let values): numbers = values.map(Double.init)
    default: numbers = []
    }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite), numbers[0] >= 0 else {
      throw cursor.corrupt("a sequence has no sound length, start and step")
    }
    guard numbers[0] <= Double((sizeLimit - expandedSize) / elementSize) else { throw .overLimit(sizeLimit) }
    let count = Int(numbers[0])
    expandedSize += count * elementSize
    return (numbers[1], numbers[2], count)
  }

  /// The vector that a wrapper wraps or deferred strings are made of.
  private mutating func firstOfState(depth: Int) throws(RDSError) -> RValue {
    let state = try item(depth: depth + 1)
    guard case .list(let parts) = state.storage, let first = parts.first else {
      throw cursor.corrupt("a short form lacks its elements")
    }
    return first
  }

  private func strings(of numbers: RValue) throws(RDSError) -> [String?] {
    switch numbers.storage {
    case .integer(let values): values.map { $0 == .naInteger ? nil : String($0) }
    case .double(let values): values.map { $0.isNAReal ? nil : RNumber.asCharacter($0) }
    default: throw cursor.corrupt("deferred strings are not made of numbers")
    }
  }
}
