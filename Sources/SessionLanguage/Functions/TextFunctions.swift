import RData

/// `paste sprintf nchar toupper substr` and their like.
enum TextFunctions {
  static let all: [Builtin] = [
    .pure("paste", "... sep collapse") { call in try paste(call, separator: try call.text("sep") ?? " ") },
    .pure("paste0", "... collapse") { call in try paste(call, separator: "") },
    .pure("sprintf", "fmt ...") { call in try SprintfFormat.apply(&call) },
    .pure("nchar", "x type") { call in
      let value = try call.required("x")
      let type = try call.text("type") ?? "chars"
      guard let texts = value.texts, let length = lengths.first(where: { !type.isEmpty && $0.type.hasPrefix(type) })
      else { throw NotEvaluatedHere() }
      var result = RValue(
        .integer(
          texts.map { text in
            // The number of characters of what is missing is missing, but "NA" has a width.
            guard let text else { return length.ofMissing }
            return Int32(clamping: length.of(text))
          }))
      result.names = value.names
      return result
    },
    .pure("toupper", "x") { call in try map(call) { cased($0, \.uppercaseMapping) } },
    .pure("tolower", "x") { call in try map(call) { cased($0, \.lowercaseMapping) } },
    .pure("trimws", "x which") { call in
      let which = try call.text("which") ?? "both"
      guard ["both", "left", "right"].contains(which) else { throw NotEvaluatedHere() }
      return try map(call) { text in
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        let rest = which == "right" ? Substring(text) : text.drop(while: blanks.contains)
        return which == "left" ? String(rest) : String(rest.reversed().drop(while: blanks.contains).reversed())
      }
    },
    .pure("substr", "x start stop") { call in try substring(call, "start", "stop") },
    .pure("substring", "text first last") { call in
      let value = try call.required("text")
      guard call["first"]?.count == 1, (call["last"]?.count ?? 1) == 1, value.count > 0 else {
        throw NotEvaluatedHere()
      }
      return try substring(call, "first", "last")
    },
    .pure("strsplit", "x split fixed") { call in try split(call) },
    .pure("startsWith", "x prefix") { call in try compare(call, "prefix") { $0.hasPrefix($1) } },
    .pure("endsWith", "x suffix") { call in try compare(call, "suffix") { $0.hasSuffix($1) } },
    .pure("toString", "x sep") { call in
      let texts = try strings(try call.required("x"))
      return .string(texts.joined(separator: try call.text("sep") ?? ", "))
    },
    .pure("basename", "path") { call in
      try map(call, "path") { path in
        let trimmed = String(path.reversed().drop { $0 == "/" }.reversed())
        return trimmed.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      }
    },
    .pure("dirname", "path") { call in
      guard case .character(let paths) = try call.required("path").storage,
        paths.allSatisfy({ $0.map { !$0.isEmpty && !$0.hasPrefix("~") && $0 != "/" && !$0.contains("//") } ?? false })
      else { throw NotEvaluatedHere() }
      return RValue(
        .character(
          paths.map { path in
            let parts = (path ?? "").split(separator: "/", omittingEmptySubsequences: false)
            let rest = (parts.last?.isEmpty == true ? parts.dropLast() : parts[...]).dropLast()
            return rest.isEmpty ? "." : rest.count == 1 && rest.first == "" ? "/" : rest.joined(separator: "/")
          }))
    },
    .pure("file.path", "... fsep") { call in
      try paste(call, separator: try call.text("fsep") ?? "/", keepsEmpty: true)
    },
  ]

  /// What `nchar` counts.
  private static let lengths: [(type: String, ofMissing: Int32, of: @Sendable (String) -> Int)] = [
    ("chars", .naInteger, { $0.unicodeScalars.count }), ("bytes", .naInteger, { $0.utf8.count }),
    (
      "width", 2,
      { text in RText.width(text) - text.unicodeScalars.count { $0.properties.generalCategory == .control } }
    ),
  ]

  /// A text in other letters, character by character as R does: `ß` has no
  /// capital of its own.
  private static func cased(_ text: String, _ mapping: (Unicode.Scalar.Properties) -> String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let other = mapping(scalar.properties).unicodeScalars
      result.append(other.count == 1 ? other[other.startIndex] : scalar)
    }
    return String(result)
  }

  /// Elements as strings, NA as "NA".
  static func strings(_ value: RValue) throws -> [String] {
    guard let texts = value.texts else { throw NotEvaluatedHere() }
    return texts.map { $0 ?? "NA" }
  }

  private static func paste(_ call: BuiltinCall, separator: String, keepsEmpty: Bool = false) throws -> RValue {
    let columns = try call.dots.map { try strings($0.value) }
    if keepsEmpty, columns.contains(where: \.isEmpty) { return RValue(.character([])) }
    let present = columns.filter { !$0.isEmpty }
    let count = present.map(\.count).max() ?? 0
    let rows = (0..<count).map { row in
      // An empty vector counts as "" beside others.
      columns.map { $0.isEmpty ? "" : $0[row % $0.count] }.joined(separator: separator)
    }
    if let collapse = try call.text("collapse") { return .string(rows.joined(separator: collapse)) }
    return .strings(rows)
  }

  private static func map(
    _ call: BuiltinCall, _ parameter: String = "x", _ function: (String) -> String
  ) throws -> RValue {
    let value = try call.required(parameter)
    if parameter == "path", value.rank != .character { throw EvaluationError("a character vector argument expected") }
    guard let texts = value.texts else { throw NotEvaluatedHere() }
    var result = RValue(.character(texts.map { $0.map(function) }))
    // Numbers that become strings on the way lose their names.
    if parameter == "x", value.rank == .character {
      for name in ["names", "dim", "dimnames"] { result.attributes[name] = value.attributes[name] }
    }
    return result
  }

  private static func substring(_ call: BuiltinCall, _ startName: String, _ stopName: String) throws -> RValue {
    let value = try call.required(startName == "start" ? "x" : "text")
    guard let texts = value.texts, let starts = call[startName]?.integers,
      let stops = (call[stopName] ?? .int(1_000_000)).integers, !starts.isEmpty, !stops.isEmpty
    else { throw EvaluationError("invalid substring arguments") }
    var result = RValue(
      .character(
        texts.enumerated().map { position, text in
          let start = starts[position % starts.count]
          let stop = stops[position % stops.count]
          guard let text, start != .naInteger, stop != .naInteger else { return nil }
          let scalars = Array(text.unicodeScalars)
          let low = max(Int(start) - 1, 0)
          let high = min(Int(stop), scalars.count)
          var part = String.UnicodeScalarView()
          if low < high { part.append(contentsOf: scalars[low..<high]) }
          return String(part)
        }))
    result.names = value.names
    return result
  }

  /// With a fixed separator, or one in which no character is special.
  private static func split(_ call: BuiltinCall) throws -> RValue {
    let value = try call.required("x")
    guard case .character(let texts) = value.storage else { throw EvaluationError("non-character argument") }
    let separator = try call.text("split") ?? ""
    let isFixed = try call.flag("fixed", default: false)
    guard isFixed || !separator.contains(where: { "\\^$.|?*+()[]{}".contains($0) }) else { throw NotEvaluatedHere() }
    var result = RValue(
      .list(
        texts.map { text in
          guard let text else { return RValue(.character([nil])) }
          if separator.isEmpty { return .strings(text.unicodeScalars.map { String($0) }) }
          var parts = pieces(text, separator)
          // As R does: no empty string behind a separator at the end.
          if parts.last == "" { parts.removeLast() }
          return .strings(parts)
        }))
    result.names = value.names
    return result
  }

  static func pieces(_ text: String, _ separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    guard !mark.isEmpty else { return [text] }
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + mark.count <= bytes.count {
      if bytes[position] == mark[0], bytes[position..<(position + mark.count)].elementsEqual(mark) {
        parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }

  private static func compare(
    _ call: BuiltinCall, _ parameter: String, _ test: (String, String) -> Bool
  ) throws -> RValue {
    guard case .character(let texts) = try call.required("x").storage,
      case .character(let others) = try call.required(parameter).storage
    else { throw EvaluationError("non-character object(s)") }
    let count = texts.isEmpty || others.isEmpty ? 0 : max(texts.count, others.count)
    return RValue(
      .logical(
        (0..<count).map { position in
          guard let text = texts[position % texts.count], let other = others[position % others.count] else {
            return nil
          }
          return test(text, other)
        }))
  }
}
