import RData

/// Changes in place: they copy nothing when nothing else refers to the value.
extension RValue {
  /// Makes the value longer, with NA or NULL in the new places; the last of
  /// them get the names in `added`. Dimensions do not survive, other
  /// attributes do.
  mutating func extend(to count: Int, adding added: [String?]) {
    let old = self.count
    let more = count - old
    guard more > 0 else { return }
    switch rank {
    case .logical: append(nil, more, .logical)
    case .integer: append(.naInteger, more, .integer)
    case .double: append(.naReal, more, .double)
    case .complex: append(RComplex(real: .naReal, imaginary: .naReal), more, .complex)
    case .character: append(nil, more, .character)
    case .raw: append(0, more, .raw)
    case .list: append(.null, more, .list)
    case .null, .other: return
    }
    attributes["dim"] = nil
    attributes["dimnames"] = nil
    guard var names = attributes["names"] ?? (added.isEmpty ? nil : .strings(Array(repeating: "", count: old))) else {
      return
    }
    attributes["names"] = nil
    names.append("", more - min(added.count, more), .character)
    names.change(.character) { $0.append(contentsOf: added.suffix(more)) }
    attributes["names"] = names
  }

  /// Puts the elements of a vector of the same kind into these places, over
  /// and over when there are fewer; none goes where there is no place.
  mutating func store(_ source: RValue, at positions: [Int?]) {
    switch rank {
    case .logical: store(source, at: positions, .logical)
    case .integer: store(source, at: positions, .integer)
    case .double: store(source, at: positions, .double)
    case .complex: store(source, at: positions, .complex)
    case .character: store(source, at: positions, .character)
    case .raw: store(source, at: positions, .raw)
    case .list: store(source, at: positions, .list)
    case .null, .other: return
    }
  }

  /// Changes the element of a list that stands at a position.
  mutating func changeElement(at position: Int, _ body: (inout RValue) throws -> Void) rethrows {
    try change(.list) { try body(&$0[position]) }
  }

  /// Whether the element of a list that stands at a position is NULL.
  func isNullElement(at position: Int) -> Bool {
    if case .list(let elements) = storage { elements[position].isNull } else { false }
  }

  private mutating func change<Element>(
    _ kind: VectorKind<Element>, _ body: (inout [Element]) throws -> Void
  ) rethrows {
    guard var elements = kind.elements(storage) else { return }
    // Gives up the other reference, so that the array changes in place.
    storage = .null
    defer { storage = kind.storage(elements) }
    try body(&elements)
  }

  private mutating func append<Element>(_ element: Element, _ count: Int, _ kind: VectorKind<Element>) {
    change(kind) { $0.append(contentsOf: repeatElement(element, count: count)) }
  }

  private mutating func store<Element>(_ source: RValue, at positions: [Int?], _ kind: VectorKind<Element>) {
    guard let new = kind.elements(source.storage) else { return }
    change(kind) { elements in
      for (offset, position) in positions.enumerated() {
        if let position { elements[position] = new[offset % new.count] }
      }
    }
  }

  /// The names, with NA as `nil`.
  var namesOrNA: [String?]? {
    guard case .character(let names)? = attributes["names"]?.storage else { return nil }
    return names
  }
}
