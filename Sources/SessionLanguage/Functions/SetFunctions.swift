import RData

/// `union intersect setdiff`, and `pmin pmax lengths anyNA xor`.
enum SetFunctions {
  static let all: [Builtin] = [
    .pure("union", "x y") { call in
      let (x, y) = try plain(call)
      return try distinct(try Combination.combine([(nil, x), (nil, y)]))
    },
    .pure("intersect", "x y") { call in
      let (x, y) = try plain(call)
      guard x.rank > .null, y.rank > .null else { throw NotEvaluatedHere() }
      let known = Set(try Matching.keys(y, as: max(x.rank, y.rank)))
      let keys = try Matching.keys(x, as: max(x.rank, y.rank))
      // R takes the common ones from `y`, converted by the match.
      guard x.rank == y.rank else { throw NotEvaluatedHere() }
      return try distinct(x.selecting(keys.indices.filter { known.contains(keys[$0]) }))
    },
    .pure("setdiff", "x y") { call in
      let (x, y) = try plain(call)
      if x.rank == .null { throw NotEvaluatedHere() }
      let known = Set(try Matching.keys(y, as: max(x.rank, y.rank)))
      let keys = try Matching.keys(x, as: max(x.rank, y.rank))
      return try distinct(x.selecting(keys.indices.filter { !known.contains(keys[$0]) }))
    },
    .pure("lengths", "x use.names") { call in
      let value = try call.required("x")
      guard value.rank <= .list, !value.isNull else { throw NotEvaluatedHere() }
      let elements = value.split()
      guard elements.allSatisfy({ $0.rank <= .list && !$0.isObject }) else { throw NotEvaluatedHere() }
      var result = RValue(.integer(elements.map { Int32(clamping: $0.count) }))
      if try call.flag("use.names", default: true) { result.attributes["names"] = value.attributes["names"] }
      return result
    },
    .pure("anyNA", "x") { call in
      let value = try call.required("x")
      switch value.storage {
      case .null, .raw: return .flag(false)
      case .double(let numbers): return .flag(numbers.contains(where: \.isNaN))
      case .integer(let numbers): return .flag(numbers.contains(.naInteger))
      case .logical(let flags): return .flag(flags.contains(nil))
      case .character(let texts): return .flag(texts.contains(nil))
      default: throw NotEvaluatedHere()
      }
    },
    .pure("xor", "x y") { call in
      let (x, y) = (try call.required("x"), try call.required("y"))
      guard x.rank == .logical, y.rank == .logical else { throw NotEvaluatedHere() }
      let either = try Logic.apply("|", x, y, warnings: &call.warnings)
      return try Logic.apply(
        "&", either, try Logic.negated(try Logic.apply("&", x, y, warnings: &call.warnings)), warnings: &call.warnings)
    },
    .pure("pmin", "... na.rm") { call in try parallel(&call) { $1 < $0 } },
    .pure("pmax", "... na.rm") { call in try parallel(&call) { $1 > $0 } },
  ]

  private static func plain(_ call: BuiltinCall) throws -> (RValue, RValue) {
    let (x, y) = (try call.required("x"), try call.required("y"))
    guard x.rank <= .character, y.rank <= .character else { throw NotEvaluatedHere() }
    return (RValue(x.storage), RValue(y.storage))
  }

  private static func distinct(_ value: RValue) throws -> RValue {
    let plain = RValue(value.storage)
    return plain.selecting(try Matching.firstPositions(plain))
  }

  private static func parallel(
    _ call: inout BuiltinCall, _ isBetter: (Double, Double) -> Bool
  ) throws -> RValue {
    let values = call.dots.map(\.value)
    guard try !call.flag("na.rm", default: false), !values.isEmpty,
      values.allSatisfy({ $0.rank <= .double && $0.rank >= .integer && $0.count > 0 && $0.attributes.isEmpty })
    else { throw NotEvaluatedHere() }
    let columns = values.compactMap(\.doubles)
    let count = columns.map(\.count).max() ?? 0
    // R warns when one does not fit into the longest.
    guard columns.allSatisfy({ count % $0.count == 0 }), columns.count == values.count,
      !columns.contains(where: { $0.contains { $0.isNaN && !$0.isNAReal } })
    else { throw NotEvaluatedHere() }
    let results = (0..<count).map { row -> Double in
      columns.dropFirst().reduce(columns[0][row % columns[0].count]) { best, column in
        let next = column[row % column.count]
        return best.isNaN ? best : next.isNaN || isBetter(best, next) ? next : best
      }
    }
    if values.allSatisfy({ $0.rank == .integer }) {
      return RValue(.integer(results.map { $0.isNaN ? .naInteger : Int32($0) }))
    }
    return RValue(.double(results))
  }
}
