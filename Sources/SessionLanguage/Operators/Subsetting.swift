import RData

/// Reading parts of values: `[`, `[[` and `$`.
enum Subsetting {
  private static let outOfBounds = "subscript out of bounds"

  /// `value[index]` with one index.
  static func elements(_ value: RValue, _ index: RValue) throws -> RValue {
    if value.inherits("data.frame") { return try DataFrame.columns(value, index) }
    if value.isObject, !value.inherits("factor"), !value.inherits("POSIXct"), !value.inherits("Date"),
      !value.inherits("difftime")
    {
      throw NotEvaluatedHere()
    }
    try checkSubsettable(value)
    if value.isNull { return value }
    // A matrix of numbers gives a row and a column for each element.
    if index.attributes["dim"] != nil, index.rank != .logical { throw NotEvaluatedHere() }
    let positions = try IndexPositions.resolve(index, count: value.count, names: value.namesOrNA).positions
    return value.selectingKeepingClass(positions.map { $0.flatMap { $0 < value.count ? $0 : nil } })
  }

  /// `value[[index]]`, recursively for an index of several elements.
  static func element(_ value: RValue, _ index: RValue) throws -> RValue {
    if value.isObject, value.rank != .list { throw NotEvaluatedHere() }
    if case .environment(let bindings) = value.storage, let name = index.asString {
      return bindings.first { $0.name == name }?.value ?? .null
    }
    if value.isNull { return .null }
    try checkSubsettable(value)
    guard index.count > 0 else {
      throw EvaluationError(
        "subscript of length 0: `[[ ]]` takes one element",
        condition: "attempt to select less than one element in get1index")
    }
    if index.count > 1 {
      guard value.rank == .list else {
        throw EvaluationError(
          "attempt to select more than one element",
          condition: "attempt to select more than one element in vectorIndex")
      }
      var current = value
      for (level, step) in RValue(index.storage).split().enumerated() {
        guard level == 0 || current.rank == .list || level == index.count - 1 else {
          throw EvaluationError("recursive indexing failed at level \(level + 1)")
        }
        if level > 0, current.isNull, step.doubles?.first?.isFinite ?? false {
          throw EvaluationError("subscript out of bounds: level \(level) is NULL", condition: outOfBounds)
        }
        if level < index.count - 1, try position(step, in: current) == nil {
          throw EvaluationError("no such index at level \(level + 1)")
        }
        current = try element(current, step)
      }
      return current
    }
    if let position = try position(index, in: value) { return picked(value, position) }
    if value.rank == .list, index.rank == .character || index.doubles?.first.map({ !$0.isFinite }) ?? false {
      return .null
    }
    if let name = index.asString {
      throw EvaluationError("subscript out of bounds: there is no element named \"\(name)\"", condition: outOfBounds)
    }
    let number = index.doubles?.first.map { NumberText.text($0) } ?? "NA"
    throw EvaluationError("subscript out of bounds: \(number) of \(value.count)", condition: outOfBounds)
  }

  /// The position from 0 that one index of `[[` means; `nil` when there is
  /// none.
  ///
  /// - Throws: ``EvaluationError`` for an index that cannot mean one element.
  static func position(_ index: RValue, in value: RValue) throws -> Int? {
    if case .character(let texts) = index.storage {
      guard let text = texts.first ?? nil, !text.isEmpty else { return nil }
      return value.names?.firstIndex(of: text)
    }
    guard let number = index.doubles?.first, index.rank <= .double, !index.inherits("factor") else {
      throw EvaluationError("invalid subscript type '\(index.typeName)'")
    }
    if number.isNaN || number == .infinity { return nil }
    if number <= -1 {
      guard value.count == 2, number > -3 else {
        throw EvaluationError(
          "invalid negative subscript in `[[`", condition: "invalid negative subscript in get1index <real>")
      }
      return number > -2 ? 1 : 0
    }
    guard number >= 1 else {
      throw EvaluationError(
        "attempt to select less than one element",
        condition: "attempt to select less than one element in get1index <real>")
    }
    let position = Int(min(number.rounded(.towardZero), 4e15)) - 1
    return position < value.count ? position : nil
  }

  /// One element without its name.
  static func picked(_ value: RValue, _ position: Int) -> RValue {
    if case .list(let elements) = value.storage { return elements[position] }
    var result = value.selecting([position])
    result.attributes = RAttributes()
    return result
  }

  /// `value$name`; the name may be abbreviated when it stays unique.
  static func member(_ value: RValue, _ name: String) throws -> RValue {
    switch value.storage {
    case .null: return .null
    case .list(let elements):
      guard let names = value.names else { return .null }
      if let position = names.firstIndex(of: name) { return elements[position] }
      let partial = names.indices.filter { names[$0].hasPrefix(name) }
      return partial.count == 1 ? elements[partial[0]] : .null
    case .environment(let bindings):
      return bindings.first { $0.name == name }?.value ?? .null
    case .opaque: throw NotEvaluatedHere()
    case .function:
      throw EvaluationError("a function has no elements", condition: "object of type 'closure' is not subsettable")
    default: throw EvaluationError("$ operator is invalid for atomic vectors")
    }
  }

  /// `value[rows, columns]` of a matrix or a data frame; `nil` for an index
  /// left out, which means all.
  static func table(_ value: RValue, rows: RValue?, columns: RValue?, drop: Bool?) throws -> RValue {
    if value.inherits("data.frame") {
      return try DataFrame.part(value, rows: rows, columns: columns, drop: drop)
    }
    if value.isObject { throw NotEvaluatedHere() }
    guard let shape = value.attributes["dim"]?.integers, shape.count == 2 else {
      throw EvaluationError("incorrect number of dimensions")
    }
    let names = dimensionNames(value)
    let rowPositions = try positions(rows, count: Int(shape[0]), names: names[0])
    let columnPositions = try positions(columns, count: Int(shape[1]), names: names[1])
    var result = value
    result.attributes = RAttributes()
    result = result.selecting(
      columnPositions.flatMap { column in
        rowPositions.map { row in
          guard let row, let column else { return nil }
          return column * Int(shape[0]) + row
        }
      })
    let kept = [
      names[0].map { all in rowPositions.map { $0.map { all[$0] } } },
      names[1].map { all in columnPositions.map { $0.map { all[$0] } } },
    ]
    let lengths = [rowPositions.count, columnPositions.count]
    if drop ?? true, lengths.contains(1) {
      // A single row or column becomes a vector with the other side's names.
      let rest = lengths[0] == 1 ? kept[1] : kept[0]
      if lengths != [1, 1] { result.attributes["names"] = rest.flatMap { $0.isEmpty ? nil : RValue(.character($0)) } }
      return result
    }
    result.attributes["dim"] = RValue(.integer(lengths.map(Int32.init)))
    if kept.contains(where: { $0 != nil }) {
      var dimnames = RValue.list(kept.map { $0.map { $0.isEmpty ? .null : RValue(.character($0)) } ?? .null })
      dimnames.names = value.attributes["dimnames"]?.names
      result.attributes["dimnames"] = dimnames
    }
    return result
  }

  /// Positions in one dimension, where nothing may lie outside.
  static func positions(_ index: RValue?, count: Int, names: [String]?) throws -> [Int?] {
    guard let index else { return Array(0..<count) }
    if index.rank == .logical, index.count > count { throw EvaluationError("(subscript) logical subscript too long") }
    let resolved = try IndexPositions.resolve(index, count: count, names: names)
    guard resolved.added.isEmpty, !resolved.positions.contains(where: { ($0 ?? 0) >= count }) else {
      throw EvaluationError("subscript out of bounds")
    }
    return resolved.positions
  }

  static func dimensionNames(_ value: RValue) -> [[String]?] {
    guard case .list(let both)? = value.attributes["dimnames"]?.storage, both.count == 2 else { return [nil, nil] }
    return both.map(\.asStrings).map { $0?.isEmpty == true ? nil : $0 }
  }

  static func checkSubsettable(_ value: RValue) throws {
    switch value.storage {
    case .function: throw EvaluationError("object of type 'closure' is not subsettable")
    case .symbol, .call, .opaque, .environment: throw NotEvaluatedHere()
    default: return
    }
  }
}
