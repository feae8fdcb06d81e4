/// Vectors that R keeps in a short form (ALTREP), as `1:10` or the result of
/// `sort()`, read in full.
extension RDSReader {
  /// The most elements that the sequences of one stream, of a few bytes each,
  /// may grow to: 2 GB of doubles.
  static let mostExpandedElements = 1.0 * 0x1000_0000

  mutating func altrep(at start: Int, depth: Int) throws(RDSError) -> RValue {
    let next = nextReference
    let info = try item(depth: depth + 1)
    guard case .list(let parts) = info.storage, case .symbol(let className)? = parts.first?.storage else {
      throw .corrupt(at: start, "a short form does not say of which class it is")
    }
    switch className {
    case "compact_intseq", "compact_realseq":
      let (first, step, count) = try sequence(at: start, depth: depth)
      let attributes = try attributes(depth: depth)
      if className == "compact_realseq" {
        return RValue(.double((0..<count).map { first + Double($0) * step }), attributes: attributes)
      }
      guard let start32 = Int32(exactly: first), let step32 = Int32(exactly: step),
        count == 0 || Int32(exactly: first + Double(count - 1) * step) != nil
      else { throw .corrupt(at: start, "a sequence of integers leaves their range") }
      let values = (0..<count).map { Int32(truncatingIfNeeded: Int(start32) + $0 * Int(step32)) }
      return RValue(.integer(values), attributes: attributes)
    case "deferred_string":
      let state = try firstOfState(at: start, depth: depth)
      var value = RValue(.character(try strings(of: state, at: start)))
      value.attributes = try attributes(depth: depth)
      return value
    case "wrap_integer", "wrap_real", "wrap_logical", "wrap_string", "wrap_complex", "wrap_raw", "wrap_list":
      var value = try firstOfState(at: start, depth: depth)
      value.attributes = try attributes(depth: depth)
      return value
    default:
      // A class of some package, which alone knows where the elements are.
      let type = parts.last?.asInt.flatMap { UInt8(exactly: $0) }.flatMap(RDSItemType.init(rawValue:)) ?? .altrep
      nextReference = next
      return try opaque(type.typeName, at: start, depth: depth)
    }
  }

  /// The count, first value and step of a sequence.
  private mutating func sequence(
    at start: Int, depth: Int
  ) throws(RDSError) -> (first: Double, step: Double, count: Int) {
    let state = try item(depth: depth + 1)
    let numbers: [Double]
    switch state.storage {
    case .double(let values): numbers = values
    case .integer(let values): numbers = values.map(Double.init)
    default: numbers = []
    }
    guard numbers.count == 3, numbers.allSatisfy(\.isFinite), numbers[0] >= 0 else {
      throw .corrupt(at: start, "a sequence has no sound length, start and step")
    }
    expandedElements += numbers[0]
    guard expandedElements <= Self.mostExpandedElements else {
      throw .corrupt(at: start, "its sequences would grow to more than \(Int(Self.mostExpandedElements)) elements")
    }
    return (numbers[1], numbers[2], Int(numbers[0]))
  }

  /// The vector that a wrapper wraps or deferred strings are made of.
  private mutating func firstOfState(at start: Int, depth: Int) throws(RDSError) -> RValue {
    let state = try item(depth: depth + 1)
    guard case .list(let parts) = state.storage, let first = parts.first else {
      throw .corrupt(at: start, "a short form lacks its elements")
    }
    return first
  }

  private func strings(of numbers: RValue, at start: Int) throws(RDSError) -> [String?] {
    switch numbers.storage {
    case .integer(let values): values.map { $0 == .naInteger ? nil : String($0) }
    case .double(let values): values.map { $0.isNAReal ? nil : RNumber.asCharacter($0) }
    default: throw .corrupt(at: start, "deferred strings are not made of numbers")
    }
  }
}
