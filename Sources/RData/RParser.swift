/// Builds R's syntax trees from tokens, by precedence climbing.
struct RParser {
  private let tokens: [RToken]
  private var position = 0
  /// Whether line ends are white space here, as between parentheses; the
  /// innermost bracket decides.
  private var bracketSkipsLines: [Bool] = [false]

  static let maximumDepth = 200
  private var depth = 0

  init(tokens: [RToken]) {
    self.tokens = tokens
  }

  /// All expressions up to the end.
  mutating func program() throws(RSyntaxError) -> [RValue] {
    var expressions: [RValue] = []
    while true {
      while kind == .newline || kind == .mark(";") { position += 1 }
      if kind == .end { return expressions }
      expressions.append(try expression())
      guard [.newline, .mark(";"), .end].contains(kind) else { throw unexpected() }
    }
  }

  private var kind: RToken.Kind { tokens[min(position, tokens.count - 1)].kind }

  private func unexpected() -> RSyntaxError {
    let token = tokens[min(position, tokens.count - 1)]
    let what =
      switch token.kind {
      case .constant(let value): RDeparser.lines(value).first ?? "a constant"
      case .string: "a string"
      case .name(let name), .mark(let name): "\"\(name)\""
      case .newline: "the end of the line"
      case .end: "the end of the source"
      }
    return RSyntaxError(line: token.line, column: token.column, message: "\(what) was not expected")
  }

  private mutating func skipLines() {
    while kind == .newline { position += 1 }
  }

  /// Skips line ends where they are white space.
  private mutating func settle() {
    if bracketSkipsLines.last == true { skipLines() }
  }

  private mutating func accept(_ mark: String) -> Bool {
    settle()
    guard kind == .mark(mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: String) throws(RSyntaxError) {
    guard accept(mark) else { throw unexpected() }
  }

  /// How an infix operator binds: left-hand power, and that of its right side.
  private static let infix: [String: (left: Int, right: Int)] = {
    var powers: [String: (left: Int, right: Int)] = [:]
    func add(_ names: [String], _ left: Int, _ right: Int) { for name in names { powers[name] = (left, right) } }
    add(["?"], 2, 3)
    add(["="], 5, 4)
    add(["<-", "<<-", ":="], 11, 10)
    add(["->", "->>"], 14, 15)
    add(["~"], 20, 21)
    add(["|", "||"], 30, 31)
    add(["&", "&&"], 40, 41)
    add(["<", ">", "<=", ">=", "==", "!="], 60, 61)
    add(["+", "-"], 70, 71)
    add(["*", "/"], 80, 81)
    add(["|>"], 90, 91)
    add([":"], 100, 101)
    add(["^"], 121, 120)
    return powers
  }()

  private static let prefix: [String: Int] = ["?": 3, "~": 21, "!": 50, "-": 110, "+": 110]

  private static func call(_ name: String, _ arguments: RValue...) -> RValue {
    RValue(.call(RCall(function: RValue(.symbol(name)), arguments: arguments.map { RBinding(name: "", value: $0) })))
  }

  /// An expression whose operators bind at least as tightly as `power`.
  private mutating func expression(_ power: Int = 0) throws(RSyntaxError) -> RValue {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else {
      let token = tokens[min(position, tokens.count - 1)]
      throw RSyntaxError(line: token.line, column: token.column, message: "the expression nests too deeply")
    }
    var left = try operand()
    while true {
      settle()
      guard case .mark(let mark) = kind else { return left }
      let isSpecial = mark.hasPrefix("%")
      guard let binding = isSpecial ? (90, 91) : Self.infix[mark], binding.left >= power else { return left }
      position += 1
      skipLines()
      let right = try expression(binding.right)
      switch mark {
      case "->": left = Self.call("<-", right, left)
      case "->>": left = Self.call("<<-", right, left)
      case "|>": left = try piped(left, into: right)
      default: left = Self.call(mark, left, right)
      }
      // Comparisons do not chain.
      if binding.left == 60, case .mark(let next) = kind, Self.infix[next]?.left == 60 { throw unexpected() }
    }
  }

  private func piped(_ value: RValue, into target: RValue) throws(RSyntaxError) -> RValue {
    guard case .call(var call) = target.storage else { throw unexpected() }
    if let place = call.arguments.firstIndex(where: { $0.value == RValue(.symbol("_")) }) {
      call.arguments[place].value = value
    } else {
      call.arguments.insert(RBinding(name: "", value: value), at: 0)
    }
    return RValue(.call(call))
  }

  private mutating func operand() throws(RSyntaxError) -> RValue {
    settle()
    if case .mark(let mark) = kind, let power = Self.prefix[mark] {
      position += 1
      skipLines()
      return Self.call(mark, try expression(power))
    }
    return try suffixed(try primary())
  }

  /// Calls, subscripts and selections after an operand.
  private mutating func suffixed(_ first: RValue) throws(RSyntaxError) -> RValue {
    var value = first
    while true {
      settle()
      guard case .mark(let mark) = kind else { return value }
      switch mark {
      case "(":
        position += 1
        // A string that is called names the function.
        let function = value.asString.map { RValue(.symbol($0)) } ?? value
        value = RValue(.call(RCall(function: function, arguments: try arguments(until: [")"]))))
      case "[", "[[":
        position += 1
        let closers = mark == "[" ? ["]"] : ["]", "]"]
        let own = RBinding(name: "", value: value)
        let call = RCall(function: RValue(.symbol(mark)), arguments: [own] + (try arguments(until: closers)))
        value = RValue(.call(call))
      case "$", "@", "::", ":::":
        position += 1
        skipLines()
        value = Self.call(mark, value, try primary())
      default: return value
      }
    }
  }

  /// The arguments of a call up to its closing brackets.
  private mutating func arguments(until closers: [String]) throws(RSyntaxError) -> [RBinding] {
    bracketSkipsLines.append(true)
    defer { bracketSkipsLines.removeLast() }
    var arguments: [RBinding] = []
    var isFirst = true
    while true {
      settle()
      if kind == .mark(closers[0]) {
        // f() has no argument, but x[] an empty one, as f(a,) a second.
        if !isFirst || closers[0] == "]" { arguments.append(RBinding(name: "", value: RValue(.symbol("")))) }
        break
      }
      if kind == .mark(",") {
        arguments.append(RBinding(name: "", value: RValue(.symbol(""))))
      } else {
        arguments.append(try argument(until: closers[0]))
        settle()
        if kind == .mark(closers[0]) { break }
      }
      isFirst = false
      try expect(",")
    }
    for closer in closers { try expect(closer) }
    return arguments
  }

  private mutating func argument(until closer: String) throws(RSyntaxError) -> RBinding {
    let start = position
    let name: String?
    switch kind {
    case .name(let text), .string(let text): name = text
    case .constant(.null): name = "NULL"
    default: name = nil
    }
    if let name {
      position += 1
      if accept("=") {
        settle()
        let isEmpty = kind == .mark(",") || kind == .mark(closer)
        return RBinding(name: name, value: isEmpty ? RValue(.symbol("")) : try expression(6))
      }
      position = start
    }
    return RBinding(name: "", value: try expression(6))
  }

  private mutating func primary() throws(RSyntaxError) -> RValue {
    settle()
    let current = kind
    switch current {
    case .constant(let value):
      position += 1
      return value
    case .string(let text):
      position += 1
      return .string(text)
    case .name(let name):
      position += 1
      return RValue(.symbol(name))
    case .mark(let mark):
      position += 1
      if let value = try construct(mark) { return value }
      position -= 1
      throw unexpected()
    case .newline, .end: throw unexpected()
    }
  }

  /// What begins with a bracket or a reserved word, which has been taken.
  private mutating func construct(_ mark: String) throws(RSyntaxError) -> RValue? {
    switch mark {
    case "(": return Self.call("(", try inParentheses())
    case "{": return try block()
    case "function", "\\": return try function()
    case "if":
      try expect("(")
      let condition = try inParentheses()
      let consequence = try body()
      guard acceptElse() else { return Self.call("if", condition, consequence) }
      return Self.call("if", condition, consequence, try body())
    case "while":
      try expect("(")
      let condition = try inParentheses()
      return Self.call("while", condition, try body())
    case "repeat": return Self.call("repeat", try body())
    case "for":
      try expect("(")
      bracketSkipsLines.append(true)
      settle()
      guard case .name(let name) = kind else { throw unexpected() }
      position += 1
      try expect("in")
      let sequence = try expression()
      try expect(")")
      bracketSkipsLines.removeLast()
      return Self.call("for", RValue(.symbol(name)), sequence, try body())
    case "next", "break": return Self.call(mark)
    case "_": return RValue(.symbol("_"))
    default: return nil
    }
  }

  private mutating func inParentheses() throws(RSyntaxError) -> RValue {
    bracketSkipsLines.append(true)
    let value = try expression()
    try expect(")")
    bracketSkipsLines.removeLast()
    return value
  }

  /// What follows `if (...)`, `function(...)` and the like.
  private mutating func body() throws(RSyntaxError) -> RValue {
    skipLines()
    return try expression(3)
  }

  /// Within brackets, `else` may stand on a later line.
  private mutating func acceptElse() -> Bool {
    let start = position
    if bracketSkipsLines.count > 1 { skipLines() }
    if accept("else") { return true }
    position = start
    return false
  }

  private mutating func block() throws(RSyntaxError) -> RValue {
    bracketSkipsLines.append(false)
    defer { bracketSkipsLines.removeLast() }
    var expressions: [RBinding] = []
    while true {
      while kind == .newline || kind == .mark(";") { position += 1 }
      if accept("}") { return RValue(.call(RCall(function: RValue(.symbol("{")), arguments: expressions))) }
      expressions.append(RBinding(name: "", value: try expression()))
      guard [.newline, .mark(";"), .mark("}")].contains(kind) else { throw unexpected() }
    }
  }

  private mutating func function() throws(RSyntaxError) -> RValue {
    try expect("(")
    bracketSkipsLines.append(true)
    var formals: [RBinding] = []
    while !accept(")") {
      if !formals.isEmpty { try expect(",") }
      settle()
      guard case .name(let name) = kind else { throw unexpected() }
      position += 1
      let value = accept("=") ? try expression(6) : RValue(.symbol(""))
      formals.append(RBinding(name: name, value: value))
    }
    bracketSkipsLines.removeLast()
    let list: RValue = formals.isEmpty ? .null : .list(formals.map(\.value), names: formals.map(\.name))
    return Self.call("function", list, try body(), .null)
  }
}
