import RData

/// `sub gsub grepl grep strrep chartr`: patterns without special characters;
/// regular expressions are R's.
enum PatternFunctions {
  static let all: [Builtin] = [
    .pure("sub", "pattern replacement x fixed") { call in try replaced(call, all: false) },
    .pure("gsub", "pattern replacement x fixed") { call in try replaced(call, all: true) },
    .pure("grepl", "pattern x fixed") { call in
      let pattern = try plainPattern(call)
      guard case .character(let texts) = try call.required("x").storage else { throw NotEvaluatedHere() }
      return RValue(.logical(texts.map { $0.map { TextFunctions.pieces($0, pattern).count > 1 } ?? false }))
    },
    .pure("grep", "pattern x fixed value") { call in
      let pattern = try plainPattern(call)
      guard case .character(let texts) = try call.required("x").storage else { throw NotEvaluatedHere() }
      let found = texts.indices.filter { texts[$0].map { TextFunctions.pieces($0, pattern).count > 1 } ?? false }
      if try call.flag("value", default: false) { return try call.required("x").selecting(found) }
      var result = RValue(.integer(found.map { Int32(clamping: $0 + 1) }))
      result.names = try call.required("x").names.map { names in found.map { names[$0] } }
      return result
    },
    .pure("strrep", "x times") { call in
      let value = try call.required("x")
      let times = try call.required("times")
      guard case .character(let texts) = value.storage, let counts = times.integers, times.rank <= .double else {
        throw NotEvaluatedHere()
      }
      if texts.isEmpty || counts.isEmpty { return RValue(.character([])) }
      if counts.contains(where: { $0 < 0 && $0 != .naInteger }) { throw EvaluationError("invalid 'times' value") }
      let length = max(texts.count, counts.count)
      var result = RValue(
        .character(
          try (0..<length).map { row in
            guard let text = texts[row % texts.count], counts[row % counts.count] != .naInteger else { return nil }
            let count = Int(counts[row % counts.count])
            guard text.utf8.count * count < VectorLength.most else {
              throw EvaluationError("the repetition is too long")
            }
            return String(repeating: text, count: count)
          }))
      if length == texts.count { result.attributes["names"] = value.attributes["names"] }
      return result
    },
  ]

  private static func plainPattern(_ call: BuiltinCall) throws -> String {
    guard let pattern = try call.required("pattern").asString, !pattern.isEmpty else { throw NotEvaluatedHere() }
    let isFixed = try call.flag("fixed", default: false)
    guard isFixed || !pattern.contains(where: { "\\^$.|?*+()[]{}".contains($0) }) else { throw NotEvaluatedHere() }
    return pattern
  }

  private static func replaced(_ call: BuiltinCall, all: Bool) throws -> RValue {
    let pattern = try plainPattern(call)
    // A backslash means a part of the match, or what R makes of it.
    guard let replacement = try call.required("replacement").asString, !replacement.contains("\\"),
      case .character(let texts) = try call.required("x").storage
    else { throw NotEvaluatedHere() }
    return RValue(
      .character(
        texts.map { text in
          guard let text else { return nil }
          let pieces = TextFunctions.pieces(text, pattern)
          guard pieces.count > 1 else { return text }
          if all { return pieces.joined(separator: replacement) }
          return pieces[0] + replacement + pieces.dropFirst().joined(separator: pattern)
        }), attributes: try call.required("x").attributes)
  }
}
