extension RValue {
  /// What a loop over this value sees, one after the other: the elements of a
  /// vector without their names, the elements of a list, the columns of a
  /// data frame, a factor's codes with its levels. Nil for what is no vector.
  public var iterationElements: [RValue]? {
    // A factor's elements stay factors, as `iterators::iter` gives them.
    let kept =
      inherits("factor") ? ["levels", "class"] : inherits("Date") || inherits("POSIXct") ? ["class", "tzone"] : []
    let attributes = RAttributes(self.attributes.entries.filter { kept.contains($0.name) })
    func each<Element>(_ values: [Element], _ storage: (Element) -> Storage) -> [RValue] {
      values.map { RValue(storage($0), attributes: attributes) }
    }
    switch storage {
    case .null: return []
    case .logical(let values): return each(values) { .logical([$0]) }
    case .integer(let values): return each(values) { .integer([$0]) }
    case .double(let values): return each(values) { .double([$0]) }
    case .complex(let values): return each(values) { .complex([$0]) }
    case .character(let values): return each(values) { .character([$0]) }
    case .raw(let values): return each(values) { .raw([$0]) }
    case .list(let values): return values
    case .function, .symbol, .call, .environment, .opaque: return nil
    }
  }
}
