/// The names along the dimensions of an array.
struct RDimensionNames {
  /// For every dimension its names; `nil` where there are none.
  let labels: [[String]?]
  /// What the dimensions are called.
  let titles: [String]?

  init(_ value: RValue, rank: Int) {
    guard let names = value.attributes["dimnames"], case .list(let elements) = names.storage, elements.count == rank
    else {
      labels = Array(repeating: nil, count: rank)
      titles = nil
      return
    }
    let dimensions = value.dimensions ?? []
    labels = elements.indices.map { index in
      guard case .character(let strings) = elements[index].storage, strings.count == dimensions[index] else {
        return nil
      }
      return strings.map { $0 ?? "<NA>" }
    }
    titles = names.names
  }
}
