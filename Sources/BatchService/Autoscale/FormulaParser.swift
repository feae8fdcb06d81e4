/// Reads a formula into statements.
///
/// Source: "Create a formula to automatically scale compute nodes in a Batch
/// pool" (Azure documentation); precedence is that of C.
struct FormulaParser {
  private typealias Operator = FormulaExpression.BinaryOperator

  private var lexer: FormulaLexer
  private var token = FormulaLexer.Token.end
  private var position = FormulaPosition(line: 1, column: 1)
  private var depth = 0

  /// Statements of a formula (Batch API: autoscale formulas).
  private static let statementLimit = 100
  /// Far more than anyone writes, and far less than the stack holds.
  private static let depthLimit = 50

  /// - Throws: ``AutoscaleError`` of the kind `syntax`.
  static func parse(_ text: String) throws(AutoscaleError) -> [FormulaStatement] {
    var parser = FormulaParser(lexer: FormulaLexer(text))
    try parser.advance()
    var statements: [FormulaStatement] = []
    while parser.token != .end {
      if try parser.accept(";") { continue }
      guard statements.count < statementLimit else {
        throw parser.error("A formula holds at most \(statementLimit) statements")
      }
      statements.append(try parser.statement())
      guard parser.token != .end else { break }
      try parser.expect(";")
    }
    return statements
  }

  private init(lexer: FormulaLexer) {
    self.lexer = lexer
  }

  private mutating func statement() throws(AutoscaleError) -> FormulaStatement {
    let start = position
    let expression = try ternary()
    guard token == .symbol("=") else { return FormulaStatement(target: nil, expression: expression) }
    guard case .variable(let name, _) = expression else {
      throw AutoscaleError(.syntax, start, "Only a variable can be assigned to")
    }
    try advance()
    return FormulaStatement(target: (name, start), expression: try ternary())
  }

  private mutating func ternary() throws(AutoscaleError) -> FormulaExpression {
    try descend()
    defer { depth -= 1 }
    let condition = try chain(0)
    let mark = position
    guard try accept("?") else { return condition }
    let then = try ternary()
    try expect(":")
    return .choice(condition, then: then, otherwise: try ternary(), mark)
  }

  private static let levels: [[Operator]] = [
    [.or], [.and], [.equal, .notEqual], [.less, .lessOrEqual, .greater, .greaterOrEqual], [.plus, .minus],
    [.times, .divided],
  ]

  private mutating func chain(_ level: Int) throws(AutoscaleError) -> FormulaExpression {
    guard level < Self.levels.count else { return try unary() }
    let first = try chain(level + 1)
    var links: [FormulaExpression.Link] = []
    while case .symbol(let symbol) = token, let operation = Operator(rawValue: symbol),
      Self.levels[level].contains(operation)
    {
      let mark = position
      try advance()
      links.append(.init(operation: operation, position: mark, operand: try chain(level + 1)))
    }
    return links.isEmpty ? first : .chain(first, links)
  }

  private mutating func unary() throws(AutoscaleError) -> FormulaExpression {
    guard case .symbol(let symbol) = token, let operation = FormulaExpression.UnaryOperator(rawValue: symbol) else {
      return try postfix()
    }
    try descend()
    defer { depth -= 1 }
    let mark = position
    try advance()
    return .unary(operation, try unary(), mark)
  }

  /// A value, and at most one member of it: members have none themselves.
  private mutating func postfix() throws(AutoscaleError) -> FormulaExpression {
    let value = try primary()
    guard try accept(".") else { return value }
    let mark = position
    guard case .name(let name) = token else { throw error("The name of a member is expected") }
    try advance()
    guard token == .symbol("(") else { return .member(value, name, mark) }
    guard case .variable(let metric, _) = value else {
      throw AutoscaleError(.syntax, mark, "Only a variable of the service has the method \(name)")
    }
    return .method(metric: metric, name, try arguments(), mark)
  }

  private mutating func primary() throws(AutoscaleError) -> FormulaExpression {
    let mark = position
    switch token {
    case .number(let value):
      try advance()
      return .number(value)
    case .text(let text):
      try advance()
      return .text(text)
    case .name(let name):
      try advance()
      return token == .symbol("(") ? .call(name, try arguments(), mark) : .variable(name, mark)
    case .symbol("("):
      try advance()
      let expression = try ternary()
      try expect(")")
      return expression
    case .symbol(let symbol): throw error("Unexpected \(symbol)")
    case .end: throw error("The formula ends where a value is expected")
    }
  }

  private mutating func arguments() throws(AutoscaleError) -> [FormulaExpression] {
    try expect("(")
    if try accept(")") { return [] }
    var arguments = [try ternary()]
    while try accept(",") { arguments.append(try ternary()) }
    try expect(")")
    return arguments
  }

  // MARK: Tokens

  /// One level deeper; who calls it comes up again.
  private mutating func descend() throws(AutoscaleError) {
    depth += 1
    guard depth <= Self.depthLimit else { throw error("The formula is nested too deeply") }
  }

  private mutating func accept(_ symbol: String) throws(AutoscaleError) -> Bool {
    guard token == .symbol(symbol) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(AutoscaleError) {
    guard try accept(symbol) else { throw error("\(symbol) is expected") }
  }

  private mutating func advance() throws(AutoscaleError) {
    (token, position) = try lexer.next()
  }

  private func error(_ message: String) -> AutoscaleError { AutoscaleError(.syntax, position, message) }
}
