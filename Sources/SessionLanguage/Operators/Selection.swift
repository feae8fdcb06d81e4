import RData

extension RValue {
  /// The elements at positions counted from 0; `nil` and what lies outside
  /// give NA, or NULL in a list. Of the attributes only names are kept.
  func selecting(_ positions: [Int?]) -> RValue {
    func pick<T>(_ values: [T], _ missing: T) -> [T] {
      positions.map { position in
        guard let position, values.indices.contains(position) else { return missing }
        return values[position]
      }
    }
    var result: RValue
    switch storage {
    case .null: return .null
    case .logical(let values): result = RValue(.logical(pick(values, nil)))
    case .integer(let values): result = RValue(.integer(pick(values, .naInteger)))
    case .double(let values): result = RValue(.double(pick(values, .naReal)))
    case .complex(let values): result = RValue(.complex(pick(values, RComplex(real: .naReal, imaginary: .naReal))))
    case .character(let values): result = RValue(.character(pick(values, nil)))
    case .raw(let values): result = RValue(.raw(pick(values, 0)))
    case .list(let elements): result = RValue(.list(pick(elements, .null)))
    default: return self
    }
    if case .character(let names)? = attributes["names"]?.storage {
      result.attributes["names"] = RValue(
        .character(
          positions.map { position in
            guard let position, names.indices.contains(position) else { return nil }
            return names[position]
          }))
    }
    return result
  }

  /// Selects and keeps the class and levels of a factor or a date, which
  /// hold for any part of it.
  func selectingKeepingClass(_ positions: [Int?]) -> RValue {
    var result = selecting(positions)
    for name in ["levels", "class", "units", "tzone"] where attributes[name] != nil {
      result.attributes[name] = attributes[name]
    }
    return result
  }
}

/// The positions that an index means.
enum IndexPositions {
  /// Resolves an index of `[`.
  ///
  /// - Returns: positions from 0, `nil` for NA; they may lie behind the end.
  ///   Names that are not found get positions behind the end, in order, and
  ///   are listed in `added`; NA and "" are never found.
  /// - Throws: ``EvaluationError`` when positive and negative positions are
  ///   mixed or the index is of no kind that can be one.
  static func resolve(
    _ index: RValue, count: Int, names: [String?]?
  ) throws -> (positions: [Int?], added: [String?]) {
    if index.inherits("factor") { throw NotEvaluatedHere() }
    switch index.storage {
    case .null: return ([], [])
    case .logical(let flags):
      let length = max(count, flags.count)
      guard !flags.isEmpty else { return ([], []) }
      var positions: [Int?] = []
      for position in 0..<length {
        guard let flag = flags[position % flags.count] else {
          positions.append(nil)
          continue
        }
        if flag { positions.append(position) }
      }
      return (positions, [])
    case .integer, .double:
      return (try numeric(index.doubles ?? [], count: count), [])
    case .character(let texts):
      // One name is looked for; many are looked up.
      if texts.count == 1 {
        guard let text = texts[0], !text.isEmpty, let position = names?.firstIndex(of: text) else {
          return ([count], texts)
        }
        return ([position], [])
      }
      var lookup: [String: Int] = [:]
      for (position, name) in (names ?? []).enumerated() {
        if let name, !name.isEmpty, lookup[name] == nil { lookup[name] = position }
      }
      var added: [String?] = []
      let positions: [Int?] = texts.map { text in
        if let text, let position = lookup[text] { return position }
        let position = count + added.count
        if let text, !text.isEmpty { lookup[text] = position }
        added.append(text)
        return position
      }
      return (positions, added)
    default:
      throw EvaluationError("invalid subscript type '\(index.typeName)'")
    }
  }

  private static func numeric(_ values: [Double], count: Int) throws -> [Int?] {
    // Minus infinity counts as missing.
    let hasNegative = values.contains { $0 <= -1 && $0.isFinite }
    if hasNegative {
      guard !values.contains(where: { $0.isNaN || $0 >= 1 }) else {
        throw EvaluationError("can't mix positive and negative subscripts")
      }
      let dropped = Set(values.compactMap { Int(exactly: $0.rounded(.towardZero)) }.map { -$0 - 1 })
      return (0..<count).filter { !dropped.contains($0) }
    }
    var positions: [Int?] = []
    for value in values where !value.isFinite || value >= 1 {
      if value.isNaN {
        positions.append(nil)
        continue
      }
      // What lies behind any end means the same wherever it lies.
      positions.append(value.isInfinite ? nil : Int(min(value.rounded(.towardZero), 4e15)) - 1)
    }
    return positions
  }
}
