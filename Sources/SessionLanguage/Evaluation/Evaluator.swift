import RData

/// Walks the tree of one statement.
///
/// Calls are in `Evaluator+Calls`, functions of the session in
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
    _ message: String, _ expression: Expression, suggestion: String? = nil, isUsage: Bool = false
  ) -> Diagnostic {
    var diagnostic = Diagnostic(message, at: expression.span, in: source, suggestion: suggestion)
    diagnostic.isUsage = isUsage
    return diagnostic
  }

  /// Evaluates an expression; errors without a place get that of the
  /// innermost expression.
  func evaluate(_ expression: Expression) async throws -> RValue {
    do {
      return try await value(of: expression)
    } catch let error as EvaluationError {
      throw diagnostic(error.message, expression)
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
    case .assignment(let target, let value):
      let result = try await evaluate(value)
      if Expression.assignsOutside(target, value, in: source) {
        try await assignOutside(target, result)
      } else {
        assignment = expression
        try await assign(target, result)
      }
      isVisible = false
      return result
    case .call(let function, let arguments): return try await call(function, arguments, expression)
    case .index(let base, let arguments, let isDouble):
      return visible(try await index(base, arguments, isDouble: isDouble, expression))
    case .member(let base, let name):
      let value = try await evaluate(base)
      do {
        return visible(try Subsetting.member(value, name))
      } catch is NotEvaluatedHere {
        return visible(try await inR(expression, operands: [(base, value)]))
      }
    case .block(let statements):
      let isStatement = expression.span == statementSpan
      let isPassable = expression.span == passableSpan
      var last = visible(.null)
      for (number, statement) in statements.enumerated() {
        if isStatement, number == statements.count - 1 { statementSpan = statement.span }
        func run() async throws -> RValue {
          if let command = bareCommand(statement) { return try await command.run() }
          return try await evaluate(statement)
        }
        last = isPassable ? try await passing(statement, run) : try await run()
      }
      return last
    case .condition(let condition, let then, let otherwise):
      guard let branch = try await truth(of: condition) ? then : otherwise else {
        isVisible = false
        return .null
      }
      if expression.span == statementSpan { statementSpan = branch.span }
      if expression.span == passableSpan { passableSpan = branch.span }
      if let command = bareCommand(branch) { return try await command.run() }
      return try await evaluate(branch)
    case .forLoop(let variable, let sequence, let body):
      return try await forLoop(variable, sequence, body, isPassable: expression.span == passableSpan)
    case .whileLoop(let condition, let body):
      return try await loop {
        try await self.truth(of: condition)
      } body: {
        try await self.evaluate(body)
      }
    case .repeatLoop(let body):
      return try await loop {
        true
      } body: {
        try await self.evaluate(body)
      }
    case .breakLoop: throw LoopSignal.breakLoop
    case .nextLoop: throw LoopSignal.nextLoop
    case .function: return visible(RValue(.function(source: source.substring(expression.span))))
    case .foreach(let loop): return try await foreach(loop, expression)
    case .command(let command): return try await run(command, expression)
    }
  }

  private func visible(_ value: RValue) -> RValue {
    isVisible = true
    return value
  }

  // MARK: Control

  private func truth(of condition: Expression) async throws -> Bool {
    let value = try await evaluate(condition)
    do {
      return try Logic.condition(value)
    } catch let error as EvaluationError {
      throw diagnostic(error.message, condition)
    }
  }

  private func forLoop(
    _ variable: String, _ sequence: Expression, _ body: Expression, isPassable: Bool
  ) async throws -> RValue {
    let elements = try await elements(of: sequence)
    var position = 0
    return try await loop {
      position < elements.count
    } body: {
      self.interpreter[variable] = elements.at(position)
      position += 1
      return isPassable
        ? try await self.passing(body) { try await self.evaluate(body) } : try await self.evaluate(body)
    }
  }

  private typealias Elements = (count: Int, at: (Int) -> RValue)

  /// What a loop runs over. Of a range, the numbers are made as they are wanted.
  private func elements(of sequence: Expression) async throws -> Elements {
    guard case .infix(":", let left, let right) = sequence.kind, interpreter[":"] == nil else {
      return try elements(of: try await evaluate(sequence), sequence)
    }
    let from = try await evaluate(left)
    let to = try await evaluate(right)
    var warnings: [String] = []
    do {
      let range = try RangeOfNumbers(from, to, warnings: &warnings)
      report(warnings, sequence)
      return (range.count, { range[$0] })
    } catch let error as EvaluationError {
      throw diagnostic(error.message, sequence)
    } catch is NotEvaluatedHere {
      return try elements(of: try await inR(sequence, operands: [(left, from), (right, to)]), sequence)
    }
  }

  private func elements(of values: RValue, _ sequence: Expression) throws -> Elements {
    guard values.rank <= .list else { throw diagnostic("this is nothing that `for` can run over", sequence) }
    var plain = RValue(values.storage)
    if values.inherits("factor"), let levels = values.attributes["levels"]?.texts {
      plain = RValue(.character((values.integers ?? []).map { $0 == .naInteger ? nil : levels[Int($0) - 1] }))
    }
    return (plain.count, { [plain] in Subsetting.picked(plain, $0) })
  }

  private func loop(while condition: () async throws -> Bool, body: () async throws -> RValue) async throws -> RValue {
    while try await condition() {
      try Task.checkCancellation()
      do {
        _ = try await body()
      } catch LoopSignal.nextLoop {
        continue
      } catch LoopSignal.breakLoop {
        break
      }
    }
    isVisible = false
    return .null
  }

  /// Keeps what R would warn of, until the statement is over.
  func report(_ warnings: [String], _ expression: Expression) {
    for warning in warnings { self.warnings.add(warning, call: source.substring(expression.span)) }
  }
}
