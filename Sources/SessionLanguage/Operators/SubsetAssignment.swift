import RData

/// Changing parts of values in their places: `x[i] <- v`, `x[[i]] <- v`,
/// `x$name <- v`. A value that nothing else refers to is not copied, and a
/// change that fails leaves it as it was.
///
/// What is thrown: ``EvaluationError`` where R has an error,
/// ``NotEvaluatedHere`` for classes whose methods R has. Warnings are R's.
enum SubsetAssignment {
  /// `target[index] <- value`; no index means all elements.
  static func elements(
    _ target: inout RValue, _ index: RValue?, _ value: RValue, warnings: inout [String]
  ) throws {
    if target.isObject || value.isObject { throw NotEvaluatedHere() }
    // A matrix of numbers names a row and a column for each element.
    if let index, index.attributes["dim"] != nil, index.rank != .logical { throw NotEvaluatedHere() }
    if index?.rank == .character, target.attributes["dim"] != nil { throw NotEvaluatedHere() }
    try Subsetting.checkSubsettable(target)
    let count = target.count
    if count == 0, value.count == 0, target.isNull || target.rank == value.rank || value.rank == .list { return }
    let resolved =
      try index.map { try IndexPositions.resolve($0, count: count, names: target.namesOrNA) }
      ?? (Array(0..<count), [])
    let positions = resolved.positions
    let flagged = index?.rank == .logical ? index?.count ?? 0 : 0
    let needed = max(count, flagged, (positions.compactMap { $0 }.max() ?? -1) + 1)
    guard needed <= Int(Int32.max) else { throw EvaluationError("the index \(needed) is too large") }
    if target.rank == .list, value.isNull {
      target.extend(to: needed, adding: [])
      return remove(positions.compactMap { $0 }, from: &target)
    }
    if value.isNull, positions.isEmpty { return }
    if value.count > 1, positions.contains(nil) {
      throw EvaluationError("NAs are not allowed in subscripted assignments")
    }
    let rank = max(target.rank, value.rank == .other ? .list : value.rank)
    guard !positions.isEmpty else {
      try convert(&target, to: rank)
      if value.count > 0 { target.extend(to: needed, adding: []) }
      return
    }
    guard value.count > 0 else { throw EvaluationError("replacement has length zero") }
    let replacement = try conversion(value, rank)
    try convert(&target, to: rank)
    if positions.count % value.count != 0 {
      warnings.append("number of items to replace is not a multiple of replacement length")
    }
    target.extend(to: needed, adding: resolved.added)
    target.store(replacement, at: positions)
  }

  /// `target[[index]] <- value`; several indices name a path into lists.
  static func element(
    _ target: inout RValue, _ index: RValue, _ value: RValue, warnings: inout [String]
  ) throws {
    if target.isObject, !target.inherits("data.frame") { throw NotEvaluatedHere() }
    try Subsetting.checkSubsettable(target)
    if target.isNull, value.isNull { return }
    guard index.count > 0 else { throw EvaluationError("attempt to select less than one element") }
    if index.count > 1 { return try nested(&target, index, value, warnings: &warnings) }
    if let name = index.asString { return try named(&target, name, value) }
    if target.inherits("data.frame") { throw NotEvaluatedHere() }
    guard index.rank <= .character else { throw EvaluationError("invalid subscript type '\(index.typeName)'") }
    try checkLength(of: value, in: target)
    if case .character = index.storage { throw NotEvaluatedHere() }
    let isList = target.isNull || target.rank == .list
    if isList, value.isNull, index.doubles?.first == .infinity { return }
    try store(value, in: &target, at: try onePosition(index, count: target.count), name: nil)
  }

  /// `target$name <- value`, and `target[["name"]] <- value` of lists.
  static func member(_ target: inout RValue, _ name: String, _ value: RValue, warnings: inout [String]) throws {
    if target.isObject, target.rank != .list || !isPlainClass(target) { throw NotEvaluatedHere() }
    switch target.rank {
    case .list: try named(&target, name, value)
    case .null: if !value.isNull { try named(&target, name, value) }
    case .logical, .integer, .double, .complex, .character, .raw:
      var list = try conversion(target, .list)
      try named(&list, name, value)
      target = list
      warnings.append("Coercing LHS to a list")
    case .other:
      if target.isFunction { throw EvaluationError("object of type 'closure' is not subsettable") }
      throw NotEvaluatedHere()
    }
  }

  /// Changes `target$name` in its place.
  static func changeMember(
    _ target: inout RValue, _ name: String, warnings: inout [String],
    _ change: (inout RValue, inout [String]) throws -> Void
  ) throws {
    if let position = namedPlace(name, in: target) {
      return try target.changeElement(at: position) { try change(&$0, &warnings) }
    }
    var part = try Subsetting.member(target, name)
    try change(&part, &warnings)
    try member(&target, name, part, warnings: &warnings)
  }

  /// Changes `target[[index]]` in its place.
  static func changeElement(
    _ target: inout RValue, _ index: RValue, warnings: inout [String],
    _ change: (inout RValue, inout [String]) throws -> Void
  ) throws {
    if index.count == 1, target.rank == .list, !target.isObject,
      let position = try Subsetting.position(index, in: target), !target.isNullElement(at: position)
    {
      return try target.changeElement(at: position) { try change(&$0, &warnings) }
    }
    var part = try Subsetting.element(target, index)
    try change(&part, &warnings)
    try element(&target, index, part, warnings: &warnings)
  }

  /// The position of an element that a change leaves where it is, whatever
  /// becomes of it: not so the columns of a data frame.
  private static func namedPlace(_ name: String, in target: RValue) -> Int? {
    guard target.rank == .list, !target.inherits("data.frame"), isPlainClass(target),
      let position = target.namesOrNA?.firstIndex(of: name), !target.isNullElement(at: position)
    else { return nil }
    return position
  }

  /// Classes with methods of their own for assignment.
  private static func isPlainClass(_ value: RValue) -> Bool {
    !value.classes.contains { ["POSIXlt", "factor", "numeric_version", "package_version"].contains($0) }
  }

  private static func named(_ target: inout RValue, _ name: String, _ value: RValue) throws {
    if target.inherits("data.frame") {
      target = try DataFrame.settingColumn(target, name, value)
      return
    }
    try checkLength(of: value, in: target)
    let position = name.isEmpty ? nil : target.namesOrNA?.firstIndex(of: name)
    if value.isNull {
      if let position { remove([position], from: &target) }
      return
    }
    try store(value, in: &target, at: position ?? target.count, name: position == nil ? name : nil)
  }

  private static func checkLength(of value: RValue, in target: RValue) throws {
    // NULL becomes a list on the way.
    guard target.rank != .list, !target.isNull, value.rank != .other else { return }
    if value.count == 0 { throw EvaluationError("replacement has length zero") }
    if value.count > 1 { throw EvaluationError("more elements supplied than there are to replace") }
  }

  private static func store(_ value: RValue, in target: inout RValue, at position: Int, name: String?) throws {
    if target.rank == .list, value.isNull { return remove([position], from: &target) }
    guard position < Int(Int32.max) else { throw EvaluationError("the index \(position) is too large") }
    let isList = target.rank == .list || target.isNull || value.rank >= .list
    if !isList, value.isObject { throw NotEvaluatedHere() }
    let rank = isList ? RValue.Rank.list : max(target.rank, value.rank)
    let replacement = isList ? RValue(.list([value])) : try conversion(value, rank)
    try convert(&target, to: rank)
    target.extend(to: position + 1, adding: name.map { [$0] } ?? [])
    target.store(replacement, at: [position])
  }

  private static func nested(
    _ target: inout RValue, _ index: RValue, _ value: RValue, warnings: inout [String]
  ) throws {
    guard target.rank == .list else { throw EvaluationError("recursive indexing failed: this part is no list") }
    let first = Subsetting.picked(index, 0)
    let rest = RValue(index.selecting((1..<index.count).map { $0 }).storage)
    guard let position = try Subsetting.position(first, in: target) else { throw EvaluationError("no such index") }
    // What R puts into nothing this way is no ordinary list.
    if target.isNullElement(at: position) { throw NotEvaluatedHere() }
    try target.changeElement(at: position) { try element(&$0, rest, value, warnings: &warnings) }
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

  private static func convert(_ target: inout RValue, to rank: RValue.Rank) throws {
    if target.rank != rank { target = try conversion(target, rank) }
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

  /// Removes the elements at those positions.
  private static func remove(_ positions: [Int], from list: inout RValue) {
    let gone = Set(positions.filter { $0 < list.count })
    if gone.isEmpty { return }
    var rest = list.selecting((0..<list.count).filter { !gone.contains($0) })
    for entry in list.attributes.entries where !["names", "dim", "dimnames"].contains(entry.name) {
      rest.attributes[entry.name] = entry.value
    }
    list = rest
  }
}
