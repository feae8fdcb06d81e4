import RData

/// Changing parts of tables: `x[rows, columns] <- v` of matrices and data
/// frames, and columns of data frames.
enum TableAssignment {
  /// - Parameters:
  ///   - rows: which rows; `nil` for all.
  ///   - columns: which columns; `nil` for all.
  static func apply(_ target: inout RValue, rows: RValue?, columns: RValue?, _ value: RValue) throws {
    if target.inherits("data.frame") { return try frame(&target, rows: rows, columns: columns, value) }
    if target.isObject || value.isObject || value.rank > .list { throw NotEvaluatedHere() }
    guard let shape = target.attributes["dim"]?.integers, shape.count == 2 else {
      throw EvaluationError("incorrect number of subscripts on matrix")
    }
    let names = Subsetting.dimensionNames(target)
    let rowPositions = try Subsetting.positions(rows, count: Int(shape[0]), names: names[0])
    let columnPositions = try Subsetting.positions(columns, count: Int(shape[1]), names: names[1])
    if value.count > 1, rowPositions.contains(nil) || columnPositions.contains(nil) {
      throw EvaluationError("NAs are not allowed in subscripted assignments")
    }
    let total = rowPositions.count * columnPositions.count
    if total > 0 {
      guard value.count > 0 else {
        throw EvaluationError(
          value.isNull
            ? "number of items to replace is not a multiple of replacement length" : "replacement has length zero")
      }
      guard total % value.count == 0 else {
        throw EvaluationError("number of items to replace is not a multiple of replacement length")
      }
    }
    if value.isNull { throw NotEvaluatedHere() }
    let rank = max(target.rank, value.rank)
    let replacement = try SubsetAssignment.conversion(value, rank)
    if target.rank != rank { target = try SubsetAssignment.conversion(target, rank) }
    let positions = columnPositions.flatMap { column in
      rowPositions.map { row in column.flatMap { column in row.map { column * Int(shape[0]) + $0 } } }
    }
    target.store(replacement, at: positions)
  }

  /// Existing rows of one plain column; all else has rules that R knows.
  private static func frame(_ target: inout RValue, rows: RValue?, columns: RValue?, _ value: RValue) throws {
    guard value.rank < .list, value.rank > .null, !value.isObject, value.attributes["dim"] == nil else {
      throw NotEvaluatedHere()
    }
    let position = try plainColumn(of: target, columns)
    let count = DataFrame.rowCount(target)
    if rows == nil, let name = target.names?[position], value.count == 1 || value.count == count {
      target = try DataFrame.settingColumn(target, name, RValue(value.storage))
      return
    }
    let wanted =
      try rows.map {
        try IndexPositions.resolve($0, count: count, names: DataFrame.names(of: target, for: $0)).positions
      }
      ?? Array(0..<count)
    let existing = wanted.compactMap { $0 }.filter { $0 < count }
    guard existing.count == wanted.count, Set(existing).count == existing.count, !existing.isEmpty,
      value.count == 1 || value.count == existing.count
    else { throw NotEvaluatedHere() }
    var warnings: [String] = []
    var plain = value
    plain.attributes = RAttributes()
    let index = RValue(.integer(existing.map { Int32($0 + 1) }))
    try target.changeElement(at: position) {
      try SubsetAssignment.elements(&$0, index, plain, warnings: &warnings)
    }
  }

  /// The position of the one column that is meant, a vector without a class.
  private static func plainColumn(of frame: RValue, _ columns: RValue?) throws -> Int {
    guard case .list(let elements) = frame.storage, let columns, columns.count == 1 else { throw NotEvaluatedHere() }
    let resolved = try IndexPositions.resolve(columns, count: elements.count, names: frame.namesOrNA)
    guard let position = resolved.positions.first ?? nil, resolved.positions.count == 1, position < elements.count,
      !elements[position].isObject, elements[position].rank < .list, elements[position].attributes["dim"] == nil
    else { throw NotEvaluatedHere() }
    return position
  }
}
