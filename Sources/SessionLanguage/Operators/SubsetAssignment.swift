import RData

/// Changing parts of values: `x[i] <- v`, `x[[i]] <- v`, `x$name <- v`.
///
/// What is thrown: ``EvaluationError`` where R has an error,
/// ``NotEvaluatedHere`` for classes whose methods R has. Warnings are R's.
enum SubsetAssignment {
  /// `target[index] <- value`; no index means all elements.
  static func elements(
    _ target: RValue, _ index: RValue?, _ value: RValue, warnings: inout [String]
  ) throws -> RValue {
    if target.isObject || value.isObject { throw NotEvaluatedHere() }
    // A matrix of numbers names a row and a column for each element.
    if let index, index.attributes["dim"] != nil, index.rank != .logical { throw NotEvaluatedHere() }
    if index?.rank == .character, target.attributes["dim"] != nil { throw NotEvaluatedHere() }
    try Subsetting.checkSubsettable(target)
    let count = target.count
    if count == 0, value.count == 0, target.isNull || target.rank == value.rank || value.rank == .list {
      return target
    }
    let resolved =
      try index.map { try IndexPositions.resolve($0, count: count, names: target.namesOrNA) }
      ?? (Array(0..<count), [])
    let positions = resolved.positions
    let flagged = index?.rank == .logical ? index?.count ?? 0 : 0
    let needed = max(count, flagged, (positions.compactMap { $0 }.max() ?? -1) + 1)
    guard needed <= Int(Int32.max) else { throw EvaluationError("the index \(needed) is too large") }
    if target.rank == .list, value.isNull {
      return removing(target.extended(to: needed, adding: []), positions.compactMap { $0 })
    }
    if value.isNull, positions.isEmpty { return target }
    if value.count > 1, positions.contains(nil) {
      throw EvaluationError("NAs are not allowed in subscripted assignments")
    }
    let rank = max(target.rank, value.rank == .other ? .list : value.rank)
    var new = try conversion(target, rank)
    guard !positions.isEmpty else { return value.count > 0 ? new.extended(to: needed, adding: []) : new }
    guard value.count > 0 else { throw EvaluationError("replacement has length zero") }
    if positions.count % value.count != 0 {
      warnings.append("number of items to replace is not a multiple of replacement length")
    }
    let replacement = try conversion(value, rank)
    new = new.extended(to: needed, adding: resolved.added)
    for (offset, position) in positions.enumerated() {
      guard let position else { continue }
      new.store(replacement, offset % replacement.count, at: position)
    }
    return new
  }

  /// `target[[index]] <- value`; several indices name a path into lists.
  static func element(
    _ target: RValue, _ index: RValue, _ value: RValue, warnings: inout [String]
  ) throws -> RValue {
    if target.isObject, !target.inherits("data.frame") { throw NotEvaluatedHere() }
    try Subsetting.checkSubsettable(target)
    if target.isNull, value.isNull { return target }
    guard index.count > 0 else { throw EvaluationError("attempt to select less than one element") }
    if index.count > 1 { return try nested(target, index, value, warnings: &warnings) }
    if let name = index.asString { return try named(target, name, value, warnings: &warnings) }
    if target.inherits("data.frame") { throw NotEvaluatedHere() }
    guard index.rank <= .character else { throw EvaluationError("invalid subscript type '\(index.typeName)'") }
    let base = target.isNull ? RValue(.list([])) : target
    try checkLength(of: value, in: base)
    if case .character = index.storage { throw NotEvaluatedHere() }
    if base.rank == .list, value.isNull, index.doubles?.first == .infinity { return base }
    let position = try onePosition(index, count: base.count)
    return try stored(value, in: base, at: position, name: nil)
  }

  /// `target$name <- value`, and `target[["name"]] <- value` of lists.
  static func member(_ target: RValue, _ name: String, _ value: RValue, warnings: inout [String]) throws -> RValue {
    if target.inherits("data.frame") { return try DataFrame.settingColumn(target, name, value) }
    if target.isObject, target.rank != .list || !isPlainClass(target) { throw NotEvaluatedHere() }
    switch target.storage {
    case .list: return try named(target, name, value, warnings: &warnings)
    case .null: return value.isNull ? target : try named(RValue(.list([])), name, value, warnings: &warnings)
    case .logical, .integer, .double, .complex, .character, .raw:
      warnings.append("Coercing LHS to a list")
      return try named(try conversion(target, .list), name, value, warnings: &warnings)
    case .function: throw EvaluationError("object of type 'closure' is not subsettable")
    default: throw NotEvaluatedHere()
    }
  }

  /// Classes with methods of their own for assignment.
  private static func isPlainClass(_ value: RValue) -> Bool {
    !value.classes.contains { ["POSIXlt", "factor", "numeric_version", "package_version"].contains($0) }
  }

  private static func named(
    _ target: RValue, _ name: String, _ value: RValue, warnings: inout [String]
  ) throws -> RValue {
    if target.inherits("data.frame") { return try DataFrame.settingColumn(target, name, value) }
    let base = target.isNull ? RValue(.list([])) : target
    try checkLength(of: value, in: base)
    let position = name.isEmpty ? nil : base.namesOrNA?.firstIndex(of: name)
    if value.isNull { return position.map { removing(base, [$0]) } ?? base }
    return try stored(value, in: base, at: position ?? base.count, name: position == nil ? name : nil)
  }

  private static func checkLength(of value: RValue, in target: RValue) throws {
    guard target.rank != .list, value.rank != .other else { return }
    if value.count == 0 { throw EvaluationError("replacement has length zero") }
    if value.count > 1 { throw EvaluationError("more elements supplied than there are to replace") }
  }

  private static func stored(_ value: RValue, in target: RValue, at position: Int, name: String?) throws -> RValue {
    if target.rank == .list, value.isNull { return removing(target, [position]) }
    guard position < Int(Int32.max) else { throw EvaluationError("the index \(position) is too large") }
    let isList = target.rank == .list || value.rank >= .list
    if !isList, value.isObject { throw NotEvaluatedHere() }
    let rank = isList ? RValue.Rank.list : max(target.rank, value.rank)
    var new = try conversion(target, rank).extended(to: position + 1, adding: name.map { [$0] } ?? [])
    new.store(isList ? RValue(.list([value])) : try conversion(value, rank), 0, at: position)
    return new
  }

  private static func nested(
    _ target: RValue, _ index: RValue, _ value: RValue, warnings: inout [String]
  ) throws -> RValue {
    guard target.rank == .list else { throw EvaluationError("recursive indexing failed: this part is no list") }
    let first = Subsetting.picked(index, 0)
    let rest = RValue(index.selecting((1..<index.count).map { $0 }).storage)
    guard let position = try Subsetting.position(first, in: target) else { throw EvaluationError("no such index") }
    let inner = Subsetting.picked(target, position)
    // What R puts into nothing this way is no ordinary list.
    if inner.isNull { throw NotEvaluatedHere() }
    let changed = try element(inner, rest, value, warnings: &warnings)
    return try stored(changed, in: target, at: position, name: nil)
  }

  /// The one position that an index of `[[ ]]` means, from 0.
  private static func onePosition(_ index: RValue, count: Int) throws -> Int {
    guard let number = index.doubles?.first, number.isFinite else {
      throw EvaluationError("`[[ ]]` needs one number or name that is not NA")
    }
    let whole = Int(number.rounded(.towardZero))
    if whole > 0 { return whole - 1 }
    guard whole != 0, count >= 2 else { throw EvaluationError("attempt to select less than one element") }
    guard count == 2, whole > -3 else { throw EvaluationError("attempt to select more than one element") }
    return 2 + whole
  }

  static func conversion(_ value: RValue, _ rank: RValue.Rank) throws -> RValue {
    if value.rank == .other { return RValue(.list([value])) }
    // An empty list counts as nothing beside a vector; NULL has no elements to convert.
    guard var converted = value.converted(to: rank) else { throw NotEvaluatedHere() }
    if rank == .list, value.rank != .list {
      // A matrix that becomes a list loses its shape.
      converted.attributes["dim"] = nil
      converted.attributes["dimnames"] = nil
    }
    return converted
  }

  /// Without the elements at those positions.
  private static func removing(_ list: RValue, _ positions: [Int]) -> RValue {
    let gone = Set(positions.filter { $0 < list.count })
    if gone.isEmpty { return list }
    var result = list.selecting((0..<list.count).filter { !gone.contains($0) })
    for entry in list.attributes.entries where !["names", "dim", "dimnames"].contains(entry.name) {
      result.attributes[entry.name] = entry.value
    }
    return result
  }
}
