import RData

/// Changing parts of tables: `x[rows, columns] <- v` of matrices and data
/// frames, and columns of data frames.
enum TableAssignment {
  /// - Parameters:
  ///   - rows: which rows; `nil` for all.
  ///   - columns: which columns; `nil` for all.
  static func apply(_ target: RValue, rows: RValue?, columns: RValue?, _ value: RValue) throws -> RValue {
    if target.inherits("data.frame") { return try frame(target, rows: rows, columns: columns, value) }
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
    var new = try SubsetAssignment.conversion(target, rank)
    let replacement = try SubsetAssignment.conversion(value, rank)
    var offset = 0
    for column in columnPositions {
      for row in rowPositions {
        if let row, let column {
          new.store(replacement, offset % replacement.count, at: column * Int(shape[0]) + row)
        }
        offset += 1
      }
    }
    return new
  }

  /// Existing rows of one plain column; all else has rules that R knows.
  private static func frame(_ target: RValue, rows: RValue?, columns: RValue?, _ value: RValue) throws -> RValue {
    guard case .list(let elements) = target.storage, let columns, columns.count == 1, value.rank < .list,
      value.rank > .null, !value.isObject, value.attributes["dim"] == nil
    else { throw NotEvaluatedHere() }
    let resolved = try IndexPositions.resolve(columns, count: elements.count, names: target.namesOrNA)
    guard let position = resolved.positions.first ?? nil, resolved.positions.count == 1, position < elements.count,
      !elements[position].isObject, elements[position].rank < .list, elements[position].attributes["dim"] == nil
    else { throw NotEvaluatedHere() }
    let count = DataFrame.rowCount(target)
    if rows == nil, let name = target.names?[position], value.count == 1 || value.count == count {
      return try DataFrame.settingColumn(target, name, RValue(value.storage))
    }
    let rowNames = DataFrame.rowNames(target) ?? (1...max(count, 1)).map(String.init)
    let wanted =
      try rows.map { try IndexPositions.resolve($0, count: count, names: rowNames).positions } ?? Array(0..<count)
    let existing = wanted.compactMap { $0 }.filter { $0 < count }
    guard existing.count == wanted.count, Set(existing).count == existing.count, !existing.isEmpty,
      value.count == 1 || value.count == existing.count
    else { throw NotEvaluatedHere() }
    var warnings: [String] = []
    var plain = value
    plain.attributes = RAttributes()
    let column = try SubsetAssignment.elements(
      elements[position], RValue(.integer(existing.map { Int32($0 + 1) })), plain, warnings: &warnings)
    var new = target
    new.storage = .list(elements.enumerated().map { $0 == position ? column : $1 })
    return new
  }
}
