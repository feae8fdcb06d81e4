/// Calls, written with the operators and reserved words of R.
extension RDeparser {
  private struct Operator {
    let precedence: Int
    /// Whether blanks stand around it, and a long line may break behind it.
    let isSpaced: Bool
    var associatesRight = false
  }

  private static let infix: [String: Operator] = {
    var table: [String: Operator] = [:]
    for name in ["<-", "<<-"] { table[name] = Operator(precedence: 2, isSpaced: true, associatesRight: true) }
    table["="] = Operator(precedence: 1, isSpaced: true, associatesRight: true)
    table["~"] = Operator(precedence: 4, isSpaced: true)
    for name in ["|", "||"] { table[name] = Operator(precedence: 5, isSpaced: true) }
    for name in ["&", "&&"] { table[name] = Operator(precedence: 6, isSpaced: true) }
    for name in ["<", ">", "<=", ">=", "==", "!="] { table[name] = Operator(precedence: 8, isSpaced: true) }
    for name in ["+", "-"] { table[name] = Operator(precedence: 9, isSpaced: true) }
    table["*"] = Operator(precedence: 10, isSpaced: true)
    table["/"] = Operator(precedence: 10, isSpaced: false)
    for name in ["%%", "%/%"] { table[name] = Operator(precedence: 11, isSpaced: false) }
    table[":"] = Operator(precedence: 12, isSpaced: false)
    table["^"] = Operator(precedence: 14, isSpaced: false, associatesRight: true)
    return table
  }()

  private static let prefix: [String: Int] = ["!": 7, "-": 13, "+": 13, "~": 4]

  mutating func call(_ call: RCall, attributes: RAttributes) {
    guard case .symbol(let name) = call.function.storage else {
      let needsParentheses = call.function.isCall(of: "function") || call.function.isClosure
      if needsParentheses { put("(") }
      value(call.function)
      if needsParentheses { put(")") }
      put("(")
      arguments(call.arguments)
      put(")")
      return
    }
    let arguments = call.arguments
    if construct(name, call) { return }
    let isPlain = arguments.allSatisfy { $0.name.isEmpty }
    if isPlain, arguments.count == 2, let own = Self.binary(name) {
      operand(arguments[0].value, within: own, isLeft: true)
      put(own.isSpaced ? " \(name) " : name)
      if own.isSpaced, own.precedence > 2 {
        var hasBroken = false
        breakLine(&hasBroken)
        operand(arguments[1].value, within: own, isLeft: false)
        if hasBroken { outdent() }
      } else {
        operand(arguments[1].value, within: own, isLeft: false)
      }
      return
    }
    if isPlain, arguments.count == 1, let precedence = Self.prefix[name] {
      put(name)
      operand(arguments[0].value, within: Operator(precedence: precedence, isSpaced: false), isLeft: false)
      return
    }
    put(RName.quoted(name))
    put("(")
    if Self.primitives.contains(name) {
      inList { $0.arguments(arguments) }
    } else {
      self.arguments(arguments)
    }
    put(")")
  }

  private static func binary(_ name: String) -> Operator? {
    if let known = infix[name] { return known }
    guard name.hasPrefix("%"), name.hasSuffix("%"), name.utf8.count > 1 else { return nil }
    return Operator(precedence: 11, isSpaced: true)
  }

  /// An operand, between parentheses when its own operator binds less.
  private mutating func operand(_ value: RValue, within own: Operator, isLeft: Bool) {
    let needsParentheses = Self.needsParentheses(value, within: own, isLeft: isLeft)
    if needsParentheses { put("(") }
    self.value(value)
    if needsParentheses { put(")") }
  }

  private static func needsParentheses(_ value: RValue, within own: Operator, isLeft: Bool) -> Bool {
    // A complex number is written as a sum.
    if case .complex(let numbers) = value.storage, numbers.count == 1 {
      return own.precedence > 9 || !isLeft && own.precedence == 9
    }
    guard case .call(let call) = value.storage, case .symbol(let name) = call.function.storage else { return false }
    switch call.arguments.count {
    case 2:
      if let inner = binary(name) {
        if inner.precedence != own.precedence { return inner.precedence < own.precedence }
        return isLeft == own.associatesRight
      }
    case 1:
      if isLeft, let inner = prefix[name] { return inner < own.precedence }
    default: break
    }
    return isLeft && ["if", "while", "for", "repeat", "function"].contains(name)
  }

  /// Writes what has a form of its own; false for all other functions.
  private mutating func construct(_ name: String, _ call: RCall) -> Bool {
    let arguments = call.arguments
    switch (name, arguments.count) {
    case ("{", _): block(arguments)
    case ("(", 1):
      put("(")
      value(arguments[0].value)
      put(")")
    case ("if", 2...3): conditional(arguments)
    case ("while", 2):
      put("while (")
      value(arguments[0].value)
      put(") ")
      value(arguments[1].value)
    case ("for", 3):
      put("for (")
      value(arguments[0].value)
      put(" in ")
      value(arguments[1].value)
      put(") ")
      value(arguments[2].value)
    case ("repeat", 1):
      put("repeat ")
      value(arguments[0].value)
    case ("next", 0), ("break", 0): put(name)
    case ("function", 2...):
      guard let formals = call.formals else { return false }
      put("function(")
      self.formals(formals)
      put(") ")
      value(arguments[1].value)
    case ("[", 1...), ("[[", 1...):
      let needsParentheses = Self.needsParentheses(
        arguments[0].value, within: Operator(precedence: 20, isSpaced: false), isLeft: true)
      if needsParentheses { put("(") }
      value(arguments[0].value)
      if needsParentheses { put(")") }
      put(name)
      self.arguments(arguments.dropFirst())
      put(name == "[" ? "]" : "]]")
    case ("$", 2), ("@", 2), ("::", 2), (":::", 2):
      operand(arguments[0].value, within: Operator(precedence: 20, isSpaced: false), isLeft: true)
      put(name)
      if let text = arguments[1].value.asString, RName.isSyntactic(text) {
        put(text)
      } else {
        value(arguments[1].value)
      }
    default: return false
    }
    return true
  }
}
