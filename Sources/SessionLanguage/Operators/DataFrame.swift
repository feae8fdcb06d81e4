import RData
import Wording

/// Parts of data frames.
enum DataFrame {
  static func rowCount(_ frame: RValue) -> Int {
    guard let names = frame.attributes["row.names"] else { return 0 }
    // R's compact form of automatic row names: NA and the number, negated.
    if case .integer(let values) = names.storage, values.count == 2, values[0] == .naInteger {
      return Int(abs(values[1]))
    }
    return names.count
  }

  /// The row names as strings; `nil` when they are automatic.
  static func rowNames(_ frame: RValue) -> [String]? {
    guard case .character? = frame.attributes["row.names"]?.storage else { return nil }
    return frame.attributes["row.names"]?.asStrings
  }

  /// The names that an index of rows may mean; automatic ones are made for
  /// an index of names alone.
  static func names(of frame: RValue, for index: RValue) -> [String]? {
    guard index.rank == .character else { return nil }
    return rowNames(frame) ?? (1...max(rowCount(frame), 1)).map(String.init)
  }

  /// `frame[index]`: columns, as a data frame.
  static func columns(_ frame: RValue, _ index: RValue) throws -> RValue {
    if index.attributes["dim"] != nil { throw NotEvaluatedHere() }
    let positions = try selected(frame, index)
    var result = frame
    result.attributes["names"] = nil
    var part = RValue(frame.storage)
    part.names = frame.names
    part = part.selecting(positions)
    result.storage = part.storage
    // Names stand first, as R orders the attributes of a data frame.
    result.attributes = RAttributes(
      [RBinding(name: "names", value: part.attributes["names"] ?? .strings([]))] + result.attributes.entries)
    return result
  }

  private static func selected(_ frame: RValue, _ index: RValue) throws -> [Int?] {
    let resolved = try IndexPositions.resolve(index, count: frame.count, names: frame.names)
    guard resolved.added.isEmpty, !resolved.positions.contains(where: { ($0 ?? frame.count) >= frame.count }) else {
      throw EvaluationError("undefined columns selected")
    }
    return resolved.positions
  }

  /// `frame[rows, columns, drop = ]`.
  static func part(_ frame: RValue, rows: RValue?, columns: RValue?, drop: Bool?) throws -> RValue {
    var result = frame
    if let columns {
      do {
        result = try self.columns(frame, columns)
      } catch is EvaluationError where rows != nil {
        // Beside rows a single column that is not there means NULL.
        throw NotEvaluatedHere()
      }
    }
    // A row as a list, when asked for.
    if drop == true, result.count != 1 { throw NotEvaluatedHere() }
    if let rows { result = try self.rows(result, rows) }
    // A single column is dropped to a vector.
    if drop ?? true, result.count == 1, case .list(let elements) = result.storage { return elements[0] }
    return result
  }

  /// The rows that an index means, with the row names R gives them.
  static func rows(_ frame: RValue, _ index: RValue) throws -> RValue {
    guard case .list(let elements) = frame.storage else { throw NotEvaluatedHere() }
    let count = rowCount(frame)
    let names = rowNames(frame)
    let positions = try IndexPositions.resolve(index, count: count, names: self.names(of: frame, for: index)).positions
    // Rows that do not exist, or come twice, get made-up names: R's business.
    let existing = positions.compactMap { $0 }.filter { $0 < count }
    guard existing.count == positions.count, Set(existing).count == existing.count,
      elements.allSatisfy({ $0.attributes["dim"] == nil && !$0.inherits("data.frame") })
    else { throw NotEvaluatedHere() }
    var result = frame
    result.storage = .list(elements.map { $0.selectingKeepingClass(positions) })
    let isUnchanged = existing == Array(0..<existing.count)
    if let names {
      result.attributes["row.names"] = .strings(existing.map { names[$0] })
    } else if case .integer(let numbers)? = frame.attributes["row.names"]?.storage, numbers.first != .naInteger {
      result.attributes["row.names"] = RValue(.integer(existing.map { numbers[$0] }))
    } else if isUnchanged {
      result.attributes["row.names"] = RValue(.integer([.naInteger, Int32(-existing.count)]))
    } else {
      result.attributes["row.names"] = RValue(.integer(existing.map { Int32($0 + 1) }))
    }
    return result
  }

  /// `frame$name <- value`: a column, repeated to the number of rows, or
  /// none for NULL.
  static func settingColumn(_ frame: RValue, _ name: String, _ value: RValue) throws -> RValue {
    guard case .list(var columns) = frame.storage else { throw NotEvaluatedHere() }
    var names = frame.namesOrNA ?? []
    let rows = rowCount(frame)
    let position = names.firstIndex(of: name)
    if value.isNull {
      guard let position else { return frame }
      columns.remove(at: position)
      names.remove(at: position)
    } else {
      if value.rank == .other || value.inherits("data.frame") || value.inherits("POSIXlt") { throw NotEvaluatedHere() }
      // The first column decides how many rows there are.
      if columns.isEmpty, rows == 0 { throw NotEvaluatedHere() }
      guard value.attributes["dim"] == nil else { throw NotEvaluatedHere() }
      guard value.count > 0, rows % value.count == 0, value.count <= rows else {
        throw EvaluationError("replacement has \(Words.counted(value.count, "row")), data has \(rows)")
      }
      var column = value
      if value.count < rows { column = value.selectingKeepingClass((0..<rows).map { $0 % value.count }) }
      if let position {
        columns[position] = column
      } else {
        columns.append(column)
        names.append(name)
      }
    }
    var new = frame
    new.storage = .list(columns)
    new.attributes["names"] = RValue(.character(names))
    return new
  }
}
