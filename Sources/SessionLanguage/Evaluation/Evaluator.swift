import RData

/// Walks the tree of one statement.
///
/// Blocks, branches and loops are in `Evaluator+Control`, calls in
/// `Evaluator+Calls`, functions of the session in
/// `Evaluator+Functions`, calls that are special in `SpecialForms` and
/// `HigherOrder`, commands in `Evaluator+Commands`, loops in
/// `Evaluator+Foreach`, assignments in `Evaluator+Assignment`, and what goes
/// to R in `Evaluator+R`.
final class Evaluator {
  let interpreter: Interpreter
  let host: any LanguageHost
  let source: SourceText
  /// Whether the value of what was evaluated last prints at top level.
  var isVisible = true {
    didSet { isListing = false }
  }
  /// Whether that value is a list as a command made it.
  var isListing = false
  /// The part of the statement whose value is the statement's: all of it, or
  /// the branch or the last line that it came to.
  var statementSpan: SourceSpan?
  /// The statement that is passed over when it needs an unknown value.
  var passableSpan: SourceSpan?
  let warnings: WarningLog
  /// The assignment that is being made, which its warnings name.
  var assignment: Expression?
  /// The call of a function whose body this evaluates; `nil` at top level.
  let frame: FunctionFrame?
  /// Defaults of parameters that were not given, until they are evaluated.
  var pending: [String: Expression] = [:]
  lazy var commands = Dictionary(
    host.commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  init(
    interpreter: Interpreter, host: any LanguageHost, source: SourceText, warnings: WarningLog = WarningLog(),
    frame: FunctionFrame? = nil
  ) {
    self.interpreter = interpreter
    self.host = host
    self.source = source
    self.warnings = warnings
    self.frame = frame
  }

  func statement(_ expression: Expression) async throws -> CommandResult {
    statementSpan = expression.span
    do {
      return result(
        try await passing(expression) {
          if let command = self.bareCommand(expression) { return try await command.run() }
          return try await self.evaluate(expression)
        })
    } catch let signal as LoopSignal {
      let word = signal == .breakLoop ? "break" : "next"
      throw diagnostic("`\(word)` stands outside of a loop", expression)
    }
  }

  private func result(_ value: RValue) -> CommandResult {
    CommandResult(value, isVisible: isVisible, isListing: isListing)
  }

  func diagnostic(
    _ message: String, _ expression: Expression, condition: String? = nil, suggestion: String? = nil,
    isUsage: Bool = false
  ) -> Diagnostic {
    var diagnostic = Diagnostic(message, at: expression.span, in: source, suggestion: suggestion)
    diagnostic.condition = condition
    diagnostic.isUsage = isUsage
    return diagnostic
  }

  func diagnostic(_ error: EvaluationError, _ expression: Expression) -> Diagnostic {
    diagnostic(error.message, expression, condition: error.condition)
  }

  /// Evaluates an expression; errors without a place get that of the
  /// innermost expression.
  func evaluate(_ expression: Expression) async throws -> RValue {
    do {
      return try await value(of: expression)
    } catch let error as EvaluationError {
      throw diagnostic(error, expression)
    }
  }

  private func value(of expression: Expression) async throws -> RValue {
    switch expression.kind {
    case .constant(let value): return visible(value)
    case .name(let name): return visible(try await lookUp(name, expression))
    case .qualifiedName, .slot: return visible(try await inR(expression))
    case .parenthesized(let inner): return visible(try await evaluate(inner))
    case .prefix(let symbol, let operand): return visible(try await prefix(symbol, operand, expression))
    case .infix(let symbol, let left, let right): return visible(try await infix(symbol, left, right, expression))
    case .assignment(let target, let value): return try await assignment(target, value, expression)
    case .call(let function, let arguments): return try await call(function, arguments, expression)
    case .index(let base, let arguments, let isDouble):
      return visible(try await index(base, arguments, isDouble: isDouble, expression))
    case .member(let base, let name): return visible(try await member(base, name, expression))
    case .block(let statements): return try await block(statements, expression)
    case .condition(let condition, let then, let otherwise):
      return try await branch(condition, then, otherwise, expression)
    case .forLoop(let variable, let sequence, let body):
      return try await forLoop(variable, sequence, body, isPassable: expression.span == passableSpan)
    case .whileLoop(let condition, let body):
      return try await loop(while: { try await self.truth(of: condition) }, body: { try await self.evaluate(body) })
    case .repeatLoop(let body):
      return try await loop(while: { true }, body: { try await self.evaluate(body) })
    case .breakLoop: throw LoopSignal.breakLoop
    case .nextLoop: throw LoopSignal.nextLoop
    case .function(let syntax):
      let text = source.substring(expression.span)
      interpreter.remember(SessionFunction(syntax: syntax, source: source), from: text)
      return visible(RValue(.function(source: text)))
    case .foreach(let loop): return try await foreach(loop, expression)
    case .command(let command): return try await run(command, expression)
    }
  }

  private func assignment(_ target: Expression, _ value: Expression, _ whole: Expression) async throws -> RValue {
    let result = try await evaluate(value)
    if Expression.assignsOutside(target, value, in: source) {
      try await assignOutside(target, result)
    } else {
      assignment = whole
      try await assign(target, result)
    }
    isVisible = false
    return result
  }

  private func member(_ base: Expression, _ name: String, _ whole: Expression) async throws -> RValue {
    let value = try await evaluate(base)
    do {
      try leaveToMethods(of: "$", value)
      return try Subsetting.member(value, name)
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: [(base, value)])
    }
  }

  /// Has the value print at top level.
  func visible(_ value: RValue) -> RValue {
    isVisible = true
    return value
  }

  /// Keeps what R would warn of, until the statement is over.
  func report(_ warnings: [String], _ expression: Expression) {
    for warning in warnings { self.warnings.add(warning, call: source.substring(expression.span)) }
  }
}
