import RData

/// What R finds equal: `%in%`, `match`, `unique` and `duplicated`.
enum Matching {
  /// Keys that are equal exactly for elements that R's `match` finds equal.
  static func keys(_ value: RValue, as rank: RValue.Rank) throws -> [String] {
    if value.isObject { throw NotEvaluatedHere() }
    switch rank {
    case .null, .raw, .logical, .integer, .double:
      guard let values = value.doubles else { throw NotEvaluatedHere() }
      return values.map { number in
        if number.isNAReal { return "NA" }
        // 0 and -0 are one value.
        return number.isNaN ? "NaN" : String((number == 0 ? 0 : number).bitPattern)
      }
    case .character:
      guard let texts = value.texts else { throw NotEvaluatedHere() }
      return texts.map { $0.map { "=\($0)" } ?? "NA" }
    default: throw NotEvaluatedHere()
    }
  }

  static func contains(_ value: RValue, in table: RValue) throws -> RValue {
    let rank = max(value.rank, table.rank)
    let known = Set(try keys(table, as: rank))
    return RValue(.logical(try keys(value, as: rank).map { known.contains($0) }))
  }

  /// The positions, from 0, of the elements that no earlier one equals.
  static func firstPositions(_ value: RValue) throws -> [Int] {
    var seen: Set<String> = []
    let keys = try keys(value, as: value.rank)
    return keys.indices.filter { seen.insert(keys[$0]).inserted }
  }
}
