/// A piece of R source.
struct RToken {
  enum Kind: Equatable {
    case constant(RValue)
    case string(String)
    case name(String)
    /// An operator, bracket or reserved word, as it is written.
    case mark(String)
    case newline
    case end
  }

  let kind: Kind
  let line: Int
  let column: Int
}

/// Splits R source into tokens.
struct RLexer {
  private let text: [Unicode.Scalar]
  private var position = 0
  private var line = 1
  private var column = 1

  init(_ source: String) {
    text = Array(source.unicodeScalars)
  }

  /// All tokens, ending with ``RToken/Kind/end``.
  mutating func tokens() throws(RSyntaxError) -> [RToken] {
    var tokens: [RToken] = []
    while true {
      skipBlanks()
      let (line, column) = (line, column)
      let kind = try next()
      tokens.append(RToken(kind: kind, line: line, column: column))
      if kind == .end { return tokens }
    }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < text.count ? text[position + ahead] : nil
  }

  @discardableResult
  private mutating func take() -> Unicode.Scalar? {
    guard let scalar = peek() else { return nil }
    position += 1
    if scalar == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
    return scalar
  }

  private func error(_ message: String) -> RSyntaxError {
    RSyntaxError(line: line, column: column, message: message)
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      if scalar == "#" {
        while let scalar = peek(), scalar != "\n" { take() }
      } else if [" ", "\t", "\r", "\u{0C}", "\u{A0}"].contains(scalar) {
        take()
      } else {
        return
      }
    }
  }

  private mutating func next() throws(RSyntaxError) -> RToken.Kind {
    guard let scalar = peek() else { return .end }
    switch scalar {
    case "\n":
      take()
      return .newline
    case "\"", "'":
      take()
      return .string(try quoted(until: scalar))
    case "`":
      take()
      return .name(try quoted(until: scalar))
    case "r", "R":
      if peek(1) == "\"" || peek(1) == "'", let raw = try rawString() { return .string(raw) }
      return word()
    case "0"..."9": return try number()
    case ".":
      if let second = peek(1), ("0"..."9").contains(second) { return try number() }
      return word()
    default:
      if scalar.properties.isAlphabetic { return word() }
      return try mark()
    }
  }

  private static let constants: [String: RValue] = [
    "NULL": .null, "TRUE": .flag(true), "FALSE": .flag(false), "NA": RValue(.logical([nil])),
    "NA_integer_": .int(.naInteger), "NA_real_": .number(.naReal), "NA_character_": RValue(.character([nil])),
    "NA_complex_": RValue(.complex([RComplex(real: .naReal, imaginary: .naReal)])), "Inf": .number(.infinity),
    "NaN": .number(.nan),
  ]

  static let reservedMarks: Set<String> = [
    "function", "while", "repeat", "for", "if", "in", "else", "next", "break",
  ]

  private mutating func word() -> RToken.Kind {
    var name = ""
    while let scalar = peek(), scalar == "." || scalar == "_" || Self.isWordScalar(scalar) {
      name.unicodeScalars.append(scalar)
      take()
    }
    if let constant = Self.constants[name] { return .constant(constant) }
    return Self.reservedMarks.contains(name) ? .mark(name) : .name(name)
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// Longest first.
  private static let marks = [
    "<<-", "->>", ":::", "%", "<-", "->", "<=", ">=", "==", "!=", "&&", "||", "|>", "::", ":=", "**", "[[", "\\",
    "+", "-", "*", "/", "^", "<", ">", "=", "!", "&", "|", "~", "?", ":", "(", ")", "{", "}", "[", "]", ",", ";", "$",
    "@", "_",
  ]

  private mutating func mark() throws(RSyntaxError) -> RToken.Kind {
    guard
      let mark = Self.marks.first(where: { mark in
        mark.unicodeScalars.enumerated().allSatisfy { peek($0.offset) == $0.element }
      })
    else { throw error("\"\(peek().map(String.init) ?? "")\" was not expected") }
    for _ in mark.unicodeScalars { take() }
    guard mark == "%" else { return .mark(mark == "**" ? "^" : mark) }
    var name = "%"
    while let scalar = take(), scalar != "\n" {
      name.unicodeScalars.append(scalar)
      if scalar == "%" { return .mark(name) }
    }
    throw error("the operator \(name) has no closing %")
  }

  private mutating func number() throws(RSyntaxError) -> RToken.Kind {
    var digits = ""
    let isHexadecimal = peek() == "0" && (peek(1) == "x" || peek(1) == "X")
    if isHexadecimal {
      digits = "0x"
      take()
      take()
    }
    var hasExponent = false
    while let scalar = peek() {
      let isExponent = isHexadecimal ? scalar == "p" || scalar == "P" : scalar == "e" || scalar == "E"
      if isExponent, !hasExponent {
        hasExponent = true
        digits.unicodeScalars.append(scalar)
        take()
        if let sign = peek(), sign == "+" || sign == "-" {
          digits.unicodeScalars.append(sign)
          take()
        }
      } else if ("0"..."9").contains(scalar) || scalar == "." || (isHexadecimal && scalar.properties.isASCIIHexDigit) {
        digits.unicodeScalars.append(scalar)
        take()
      } else {
        break
      }
    }
    guard let value = Double(digits.hasSuffix(".") ? digits + "0" : digits) else {
      throw error("\(digits) is not a number")
    }
    switch peek() {
    case "L":
      take()
      return .constant(Int32(exactly: value).map { .int($0) } ?? .number(value))
    case "i":
      take()
      return .constant(RValue(.complex([RComplex(real: 0, imaginary: value)])))
    default: return .constant(.number(value))
    }
  }

  /// `r"(...)"` and its kin; `nil` when no bracket follows, so that it is a
  /// name and a string.
  private mutating func rawString() throws(RSyntaxError) -> String? {
    let saved = self
    take()
    guard let quote = take() else { return nil }
    var dashes = 0
    while peek() == "-" {
      take()
      dashes += 1
    }
    let closers: [Unicode.Scalar: Unicode.Scalar] = ["(": ")", "[": "]", "{": "}"]
    guard let open = take(), let close = closers[open] else {
      self = saved
      return nil
    }
    let ending = [close] + Array(repeating: "-", count: dashes) + [quote]
    var content = String.UnicodeScalarView()
    while peek() != nil {
      if ending.enumerated().allSatisfy({ peek($0.offset) == $0.element }) {
        for _ in ending { take() }
        return String(content)
      }
      if let scalar = take() { content.append(scalar) }
    }
    throw error("a raw string has no end")
  }

  private mutating func quoted(until quote: Unicode.Scalar) throws(RSyntaxError) -> String {
    var content = String.UnicodeScalarView()
    while let scalar = take() {
      if scalar == quote { return String(content) }
      content.append(scalar == "\\" ? try escape() : scalar)
    }
    throw error("the closing \(quote) is missing")
  }

  private mutating func escape() throws(RSyntaxError) -> Unicode.Scalar {
    guard let scalar = take() else { throw error("the source ends in an escape") }
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "0"..."7":
      var value = UInt32(String(scalar), radix: 8) ?? 0
      var count = 1
      while count < 3, let next = peek(), ("0"..."7").contains(next) {
        value = value * 8 + (UInt32(String(next), radix: 8) ?? 0)
        take()
        count += 1
      }
      return Unicode.Scalar(value) ?? "?"
    case "a": return "\u{07}"
    case "b": return "\u{08}"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "x": return try hexadecimal(upTo: 2)
    case "u": return try hexadecimal(upTo: 4)
    case "U": return try hexadecimal(upTo: 8)
    case "\\", "\"", "'", "`", " ", "\n": return scalar
    default: throw error("\\\(scalar) is no escape of R")
    }
  }

  private mutating func hexadecimal(upTo count: Int) throws(RSyntaxError) -> Unicode.Scalar {
    let hasBrace = peek() == "{" && count > 2
    if hasBrace { take() }
    var digits = ""
    while digits.count < count, let scalar = peek(), scalar.properties.isASCIIHexDigit {
      digits.unicodeScalars.append(scalar)
      take()
    }
    if hasBrace, take() != "}" { throw error("an escape lacks its closing brace") }
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw error("an escape names no character")
    }
    return scalar
  }
}
