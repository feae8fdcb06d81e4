import RData

/// R's `sprintf`: C's formats, applied along vectors.
enum SprintfFormat {
  static func apply(_ call: inout BuiltinCall) throws -> RValue {
    guard case .character(let formats) = try call.required("fmt").storage else {
      throw EvaluationError("'fmt' is not a character vector")
    }
    let values = call.dots.map(\.value)
    if formats.isEmpty || values.contains(where: { $0.count == 0 }) { return RValue(.character([])) }
    let count = max(formats.count, values.map(\.count).max() ?? 1)
    guard values.allSatisfy({ count % $0.count == 0 }), count % formats.count == 0 else {
      throw EvaluationError("arguments cannot be recycled to the same length")
    }
    let specifications = try formats.map { try parse($0 ?? "NA") }
    return .strings(
      try (0..<count).map { row in
        var next = 0
        var text = ""
        for part in specifications[row % formats.count] {
          switch part {
          case .literal(let literal): text += literal
          case .value(let specification):
            text += try specification.text(values, row: row, next: &next)
          }
        }
        return text
      })
  }

  private enum Part {
    case literal(String)
    case value(Specification)
  }

  private static func parse(_ format: String) throws -> [Part] {
    var parts: [Part] = []
    var literal = ""
    var rest = Substring(format)
    while let character = rest.popFirst() {
      guard character == "%" else {
        literal.append(character)
        continue
      }
      if rest.first == "%" {
        rest.removeFirst()
        literal.append("%")
        continue
      }
      parts.append(.literal(literal))
      literal = ""
      parts.append(.value(try Specification(&rest)))
    }
    parts.append(.literal(literal))
    return parts
  }
}

/// One `%...` of a format.
private struct Specification {
  /// Counted from 0, for `%2$s`.
  var position: Int?
  var flags = ""
  var width: Int?
  var isWidthGiven = false
  var precision: Int?
  var conversion: Character = "s"

  init(_ rest: inout Substring) throws {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if let number = Int(digits), rest.dropFirst(digits.count).first == "$" {
      position = number - 1
      rest = rest.dropFirst(digits.count + 1)
    }
    while let flag = rest.first, "-+ 0#".contains(flag) {
      flags.append(flag)
      rest.removeFirst()
    }
    if rest.first == "*" {
      isWidthGiven = true
      rest.removeFirst()
    } else {
      width = Self.number(&rest)
    }
    if rest.first == "." {
      rest.removeFirst()
      precision = Self.number(&rest) ?? 0
    }
    guard let conversion = rest.popFirst(), "dixXofeEgGsaA".contains(conversion) else {
      throw EvaluationError("unrecognised format specification in `sprintf`")
    }
    self.conversion = conversion
    guard (width ?? 0) <= 8192, (precision ?? 0) <= 8192 else {
      throw EvaluationError("a field of `sprintf` is at most 8192 characters wide")
    }
  }

  private static func number(_ rest: inout Substring) -> Int? {
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : Int(digits) ?? Int.max
  }

  func text(_ values: [RValue], row: Int, next: inout Int) throws -> String {
    var field = self
    if isWidthGiven {
      guard next < values.count, let widths = values[next].integers, widths[row % widths.count] != .naInteger else {
        throw EvaluationError("too few arguments")
      }
      let width = Int(widths[row % widths.count])
      next += 1
      field.width = min(abs(width), 8192)
      if width < 0 { field.flags.append("-") }
    }
    let index = position ?? next
    guard values.indices.contains(index) else { throw EvaluationError("too few arguments") }
    if position == nil { next += 1 }
    return try field.text(values[index], row % max(values[index].count, 1))
  }

  private func text(_ value: RValue, _ row: Int) throws -> String {
    switch conversion {
    case "s":
      guard let texts = value.texts else { throw NotEvaluatedHere() }
      let text = texts[row] ?? "NA"
      guard let precision else { return padded(text) }
      // R counts bytes, and a part of a character is nothing to have here.
      guard text.utf8.count == text.count else { throw NotEvaluatedHere() }
      return padded(String(text.prefix(precision)))
    case "d", "i", "x", "X", "o":
      guard value.rank <= .double, let numbers = value.doubles,
        numbers.allSatisfy({ $0.isNaN || $0 == $0.rounded() }), !(value.rank == .logical && conversion != "d")
      else {
        throw EvaluationError(
          "invalid format '%\(conversion)'; use format %\(value.rank == .character ? "s" : "f, %e, %g or %a") for "
            + "\(value.rank == .character ? "character" : "numeric") objects")
      }
      if numbers[row].isNaN { return padded("NA") }
      guard let whole = Int32(exactly: numbers[row]) else { throw NotEvaluatedHere() }
      return NumberText.print("%\(flags)\(widthText)\(precisionText)\(conversion)", [whole])
    default:
      let isAllMissing = value.logicals?.allSatisfy { $0 == nil } ?? false
      guard value.rank <= .double, value.rank != .logical || isAllMissing, let numbers = value.doubles else {
        throw EvaluationError("invalid format '%\(conversion)'; use format %s for \(value.typeName) objects")
      }
      let number = numbers[row]
      if !number.isFinite {
        let sign = flags.contains("+") && number > 0 ? "+" : flags.contains(" ") && number > 0 ? " " : ""
        return padded(sign + NumberText.text(number))
      }
      return NumberText.print("%\(flags)\(widthText)\(precisionText)\(conversion)", [number])
    }
  }

  private var widthText: String { width.map(String.init) ?? "" }
  private var precisionText: String { precision.map { ".\($0)" } ?? "" }

  /// With blanks up to the width, which R counts in bytes as C does.
  private func padded(_ text: String) -> String {
    let missing = String(repeating: " ", count: max(0, (width ?? 0) - text.utf8.count))
    return flags.contains("-") ? text + missing : missing + text
  }
}
