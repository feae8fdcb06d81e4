import RData

/// Changing parts of values: `x[i] <- v`, `x[[i]] <- v`, `x$name <- v`.
enum SubsetAssignment {
  static func elements(_ target: RValue, _ index: RValue?, _ value: RValue) throws -> RValue {
    if target.isObject || value.isObject && target.rank != .list { throw NotEvaluatedHere() }
    try Subsetting.checkSubsettable(target)
    let count = target.count
    let resolved =
      try index.map { try IndexPositions.resolve($0, count: count, names: target.names) }
      ?? (Array(0..<count), [])
    if target.rank == .list, value.isNull { return removing(target, resolved.positions.compactMap { $0 }) }
    if resolved.positions.isEmpty { return target }
    guard value.count > 0 else { throw EvaluationError("replacement has length zero") }
    let rank = max(target.rank, value.rank == .other ? .list : value.rank)
    var new = try conversion(target, rank)
    let replacement = try conversion(value, rank)
    let positions = resolved.positions
    new = extended(new, to: max(count, (positions.compactMap { $0 }.max() ?? -1) + 1), adding: resolved.added)
    for (offset, position) in positions.enumerated() {
      guard let position else {
        guard value.count == 1 else { throw EvaluationError("NAs are not allowed in subscripted assignments") }
        continue
      }
      store(replacement, offset % replacement.count, into: &new, at: position)
    }
    return new
  }

  static func element(_ target: RValue, _ index: RValue, _ value: RValue) throws -> RValue {
    if target.isObject, !target.inherits("data.frame") { throw NotEvaluatedHere() }
    guard index.count == 1 else { throw NotEvaluatedHere() }
    if let name = index.asString { return try member(target, name, value, isDouble: true) }
    if target.inherits("data.frame") { throw NotEvaluatedHere() }
    if target.rank == .list || target.isNull && value.count != 1 {
      let resolved = try IndexPositions.resolve(index, count: target.count, names: target.names)
      guard let position = resolved.positions.first ?? nil, resolved.positions.count == 1 else {
        throw EvaluationError("`[[ ]]` takes one positive subscript")
      }
      if value.isNull { return removing(target, [position]) }
      var new = target.isNull ? RValue(.list([])) : target
      new = extended(new, to: max(target.count, position + 1), adding: [])
      store(RValue(.list([value])), 0, into: &new, at: position)
      return new
    }
    guard value.count == 1 || value.rank == .other else {
      throw EvaluationError(
        value.count == 0 ? "replacement has length zero" : "more elements supplied than there are to replace")
    }
    if value.rank == .list || value.rank == .other {
      return try element(target.converted(to: .list) ?? target, index, value)
    }
    return try elements(target, index, value)
  }

  static func member(_ target: RValue, _ name: String, _ value: RValue, isDouble: Bool = false) throws -> RValue {
    if target.inherits("data.frame") { return try column(target, name, value) }
    if target.isObject, target.rank != .list { throw NotEvaluatedHere() }
    switch target.rank {
    case .other: throw NotEvaluatedHere()
    case .list: break
    case .null where !isDouble || value.count != 1: break
    case .null: return try elements(target, .string(name), value)
    default:
      if isDouble, value.count == 1, value.rank < .list { return try elements(target, .string(name), value) }
      guard let list = target.converted(to: .list) else { throw NotEvaluatedHere() }
      return try member(list, name, value)
    }
    let position = target.names?.firstIndex(of: name)
    if value.isNull { return position.map { removing(target, [$0]) } ?? (target.isNull ? RValue(.list([])) : target) }
    var new = target.isNull ? RValue(.list([])) : target
    if position == nil { new = extended(new, to: target.count + 1, adding: [name]) }
    store(RValue(.list([value])), 0, into: &new, at: position ?? target.count)
    return new
  }

  private static func column(_ frame: RValue, _ name: String, _ value: RValue) throws -> RValue {
    let rows = DataFrame.rowCount(frame)
    var plain = RValue(frame.storage)
    plain.names = frame.names
    var column = value
    if !value.isNull {
      guard value.count > 0, rows % value.count == 0, value.count <= rows, value.attributes["dim"] == nil else {
        throw EvaluationError("replacement has \(value.count) rows, data has \(rows)")
      }
      if value.count < rows { column = value.selectingKeepingClass((0..<rows).map { $0 % value.count }) }
    }
    plain = try member(plain, name, column)
    var new = frame
    new.storage = plain.storage
    new.attributes["names"] = plain.attributes["names"] ?? .strings([])
    return new
  }

  private static func conversion(_ value: RValue, _ rank: RValue.Rank) throws -> RValue {
    if value.rank == .other { return RValue(.list([value])) }
    guard let converted = value.converted(to: rank) else { throw NotEvaluatedHere() }
    return converted
  }

  /// Without the elements at those positions.
  private static func removing(_ list: RValue, _ positions: [Int]) -> RValue {
    let gone = Set(positions)
    var result = list.selecting((0..<list.count).filter { !gone.contains($0) })
    if result.isNull { result = RValue(.list([])) }
    for entry in list.attributes.entries where !["names", "dim", "dimnames"].contains(entry.name) {
      result.attributes[entry.name] = entry.value
    }
    return result
  }

  /// Longer, with NA or NULL in the new places.
  private static func extended(_ value: RValue, to count: Int, adding names: [String]) -> RValue {
    let old = value.count
    guard count > old else { return value }
    var result = RValue(value.storage)
    result = result.selecting((0..<count).map { $0 < old ? $0 : nil })
    for entry in value.attributes.entries where !["names", "dim", "dimnames"].contains(entry.name) {
      result.attributes[entry.name] = entry.value
    }
    if value.names != nil || !names.isEmpty {
      let known = value.names ?? Array(repeating: "", count: old)
      let blanks = Array(repeating: "", count: count - old - min(names.count, count - old))
      result.names = known + blanks + names.suffix(count - old)
    }
    return result
  }

  private static func store(_ source: RValue, _ from: Int, into target: inout RValue, at position: Int) {
    switch (source.storage, target.storage) {
    case (.logical(let new), .logical(var values)): replace(&values, position, new[from], { .logical($0) }, &target)
    case (.integer(let new), .integer(var values)): replace(&values, position, new[from], { .integer($0) }, &target)
    case (.double(let new), .double(var values)): replace(&values, position, new[from], { .double($0) }, &target)
    case (.complex(let new), .complex(var values)): replace(&values, position, new[from], { .complex($0) }, &target)
    case (.character(let new), .character(var values)):
      replace(&values, position, new[from], { .character($0) }, &target)
    case (.raw(let new), .raw(var values)): replace(&values, position, new[from], { .raw($0) }, &target)
    case (.list(let new), .list(var values)): replace(&values, position, new[from], { .list($0) }, &target)
    default: return
    }
  }

  private static func replace<T>(
    _ values: inout [T], _ position: Int, _ new: T, _ wrap: ([T]) -> RValue.Storage, _ target: inout RValue
  ) {
    // Gives up the other reference, so that the array changes in place.
    target.storage = .null
    values[position] = new
    target.storage = wrap(values)
  }
}
