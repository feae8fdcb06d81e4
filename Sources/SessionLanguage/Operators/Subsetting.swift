import RData

/// Reading parts of values: `[`, `[[` and `$`.
enum Subsetting {
  /// `value[index]` with one index.
  static func elements(_ value: RValue, _ index: RValue) throws -> RValue {
    if value.inherits("data.frame") { return try DataFrame.columns(value, index) }
    if value.isObject, !value.inherits("factor"), !value.inherits("POSIXct"), !value.inherits("Date"),
      !value.inherits("difftime")
    {
      throw NotEvaluatedHere()
    }
    try checkSubsettable(value)
    // A matrix of numbers gives a row and a column for each element.
    if index.attributes["dim"] != nil, index.rank != .logical { throw NotEvaluatedHere() }
    let positions = try IndexPositions.resolve(index, count: value.count, names: value.names).positions
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
    guard index.count == 1 else {
      guard index.count > 0 else { throw EvaluationError("subscript of length 0") }
      guard value.rank == .list else { throw EvaluationError("attempt to select more than one element") }
      return try index.split().reduce(value) { try element($0, $1) }
    }
    if let name = index.asString {
      if let position = value.names?.firstIndex(of: name) { return value.split()[position] }
      if value.rank == .list { return .null }
      throw EvaluationError("subscript out of bounds: there is no element named \"\(name)\"")
    }
    guard let number = index.doubles?.first, index.rank <= .double else {
      throw EvaluationError("invalid subscript type '\(index.typeName)'")
    }
    if number < 0 {
      guard value.count == 2, number == -1 || number == -2 else {
        throw EvaluationError("invalid negative subscript in `[[`")
      }
      return value.split()[number == -1 ? 1 : 0]
    }
    guard let position = Int(exactly: number.isNaN ? 0 : number.rounded(.towardZero)), position >= 1,
      position <= value.count
    else {
      if number.isNaN, value.rank == .list { return .null }
      throw EvaluationError("subscript out of bounds: \(NumberText.text(number)) of \(value.count)")
    }
    return picked(value, position - 1)
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
    case .function: throw EvaluationError("a function has no elements")
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
      names[0].map { all in rowPositions.map { $0.map { all[$0] } ?? "" } },
      names[1].map { all in columnPositions.map { $0.map { all[$0] } ?? "" } },
    ]
    let lengths = [rowPositions.count, columnPositions.count]
    if drop ?? true, lengths.contains(1) {
      // A single row or column becomes a vector with the other side's names.
      if lengths != [1, 1] { result.names = lengths[0] == 1 ? kept[1] : kept[0] }
      return result
    }
    result.attributes["dim"] = RValue(.integer(lengths.map(Int32.init)))
    if kept.contains(where: { $0 != nil }) {
      var dimnames = RValue.list(kept.map { $0.map { .strings($0) } ?? .null })
      dimnames.names = value.attributes["dimnames"]?.names
      result.attributes["dimnames"] = dimnames
    }
    return result
  }

  /// Positions in one dimension, where nothing may lie outside.
  static func positions(_ index: RValue?, count: Int, names: [String]?) throws -> [Int?] {
    guard let index else { return Array(0..<count) }
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
