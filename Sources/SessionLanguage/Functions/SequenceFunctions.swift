import RData

/// `seq` and its relatives, and `rep`.
enum SequenceFunctions {
  static let all: [Builtin] = [
    .pure("seq", "from to by length.out along.with") { call in try sequence(&call) },
    .pure("seq.int", "from to by length.out along.with") { call in try sequence(&call) },
    .pure("seq_len", "length.out") { call in
      guard let length = try call.whole("length.out"), length >= 0 else {
        throw EvaluationError(
          "argument of length 0 or negative in `seq_len`",
          condition: "argument must be coercible to non-negative integer")
      }
      try VectorLength.check(length)
      return integers(length)
    },
    .pure("seq_along", "along.with", objects: true) { call in integers(try call.required("along.with").count) },
    .pure("rep", "x times each length.out") { call in try repetition(call) },
    .pure("rep_len", "x length.out") { call in
      let value = try call.required("x")
      let length = try call.whole("length.out") ?? 0
      guard length >= 0 else { throw EvaluationError("invalid 'length.out' value") }
      try VectorLength.check(length)
      if value.isNull { throw EvaluationError("attempt to replicate non-vector") }
      var plain = value
      plain.attributes["names"] = nil
      return plain.selecting((0..<max(length, 0)).map { value.count == 0 ? nil : $0 % value.count })
    },
  ]

  private static let limit = VectorLength.most

  private static func integers(_ length: Int) -> RValue {
    RValue(.integer(length < 1 ? [] : (1...Int32(clamping: length)).map { $0 }))
  }

  private static func sequence(_ call: inout BuiltinCall) throws -> RValue {
    let alongCount = call["along.with"].map(\.count)
    let wantedLength = try call["length.out"].flatMap { value -> Int? in
      if value.isNull { return nil }
      guard let number = value.doubles?.first, number >= 0, number.isFinite, number < Double(limit) else {
        throw EvaluationError("'length.out' must be a non-negative number")
      }
      return Int(number.rounded(.up))
    }
    let from = call["from"]
    let to = call["to"]
    let by = call["by"]
    if let from, to == nil, by == nil, wantedLength == nil, alongCount == nil {
      // One argument alone is a length when it is one number.
      if from.count == 1, from.rank <= .double { return try Arithmetic.range(.int(1), from, warnings: &call.warnings) }
      return integers(from.count)
    }
    if let alongCount, from == nil, to == nil, by == nil { return integers(alongCount) }
    let length = alongCount ?? wantedLength
    guard let length else { return try stepped(from, to, by, &call) }
    let start = try from.map { try number($0, "from") }
    let end = try to.map { try number($0, "to") }
    let step = try by.map { try number($0, "by") }
    if start == nil, end == nil, step == nil || length == 0 { return integers(length) }
    // A length written as `5` is a double, and makes the sequence one; only
    // whole numbers throughout keep it integer.
    let given = [from, to, by, alongCount == nil ? call["length.out"] : nil].compactMap { $0 }
    let isWhole = given.allSatisfy { $0.rank <= .integer } && (from != nil || to != nil)
    func shaped(_ values: [Double]) -> RValue {
      let whole = isWhole || length == 0 ? values.compactMap { Int32(exactly: $0) } : []
      return whole.count == values.count ? RValue(.integer(whole)) : RValue(.double(values))
    }
    func steps(from start: Double, by step: Double) -> RValue {
      shaped((0..<length).map { start + Double($0) * step })
    }
    switch (start, end, step) {
    case (_, nil, nil): return steps(from: start ?? 1, by: 1)
    case (nil, let end?, nil): return steps(from: end - Double(length) + 1, by: 1)
    case (let start?, let end?, nil):
      guard length > 1 else { return shaped(length == 0 ? [] : [start]) }
      let step = (end - start) / Double(length - 1)
      return shaped((0..<length).map { $0 == length - 1 ? end : start + Double($0) * step })
    case (_, nil, let step?): return steps(from: start ?? 1, by: step)
    case (nil, let end?, let step?): return steps(from: end - Double(length - 1) * step, by: step)
    default: throw EvaluationError("too many arguments: give at most three of from, to, by and length.out")
    }
  }

  private static func stepped(
    _ from: RValue?, _ to: RValue?, _ by: RValue?, _ call: inout BuiltinCall
  ) throws -> RValue {
    let start = try from.map { try number($0, "from") } ?? 1
    let end = try to.map { try number($0, "to") } ?? 1
    guard let by else { return try Arithmetic.range(.number(start), .number(end), warnings: &call.warnings) }
    let step = try number(by, "by")
    let span = end - start
    if span == 0 { return from ?? .int(1) }
    guard step != 0, (span > 0) == (step > 0) else { throw EvaluationError("wrong sign in 'by' argument") }
    let count = span / step
    guard count < Double(limit) else { throw EvaluationError("'by' argument is much too small") }
    let isInteger = [from, to, by].allSatisfy { ($0?.rank ?? .double) <= .integer }
    if isInteger {
      return RValue(.integer((0...Int(count)).map { Int32(clamping: Int(start) + $0 * Int(step)) }))
    }
    let values = (0...Int(count + 1e-10)).map { start + Double($0) * step }
    // Rounding must not carry the last one past the end.
    return RValue(.double(values.map { step > 0 ? min($0, end) : max($0, end) }))
  }

  private static func number(_ value: RValue, _ name: String) throws -> Double {
    guard value.count == 1, value.rank <= .double, let number = value.doubles?.first, number.isFinite else {
      throw EvaluationError("'\(name)' must be a finite number")
    }
    return number
  }

  private static func repetition(_ call: BuiltinCall) throws -> RValue {
    let value = try call.required("x")
    if value.rank == .other || value.isNull { throw NotEvaluatedHere() }
    let each = try call.whole("each") ?? 1
    guard each >= 0 else { throw EvaluationError("invalid 'each' argument") }
    guard value.count * each < limit else { throw EvaluationError("the repetition is too long") }
    var positions: [Int?] = (0..<value.count).flatMap { Array(repeating: $0, count: each) }
    if let length = try call.whole("length.out") {
      guard length >= 0, length < limit else { throw EvaluationError("invalid 'length.out' argument") }
      positions = positions.isEmpty ? [] : (0..<length).map { positions[$0 % positions.count] }
    } else if let times = call["times"]?.integers {
      guard !times.contains(where: { $0 < 0 }) else { throw EvaluationError("invalid 'times' argument") }
      if times.count == 1 {
        guard positions.count * Int(times[0]) < limit else { throw EvaluationError("the repetition is too long") }
        positions = Array(repeating: positions, count: Int(times[0])).flatMap { $0 }
      } else {
        guard times.count == positions.count else { throw EvaluationError("invalid 'times' argument") }
        positions = zip(positions, times).flatMap { Array(repeating: $0, count: Int($1)) }
      }
    }
    return value.selecting(positions)
  }
}
