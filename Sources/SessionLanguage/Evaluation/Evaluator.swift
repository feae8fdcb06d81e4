import RData

/// Walks the tree of one statement.
///
/// Calls are in `Evaluator+Calls`, commands in `Evaluator+Commands`, loops in
/// `Evaluator+Foreach`, assignments in `Evaluator+Assignment`, and what goes
/// to R in `Evaluator+R`.
final class Evaluator {
  let interpreter: Interpreter
  let host: any LanguageHost
  let source: SourceText
  /// Whether the value of what was evaluated last prints at top level.
  var isVisible = true
  /// The statement itself, when R is asked for all of it.
  var statementSpan: SourceSpan?
  private(set) lazy var commands = Dictionary(
    host.commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  init(interpreter: Interpreter, host: any LanguageHost, source: SourceText) {
    self.interpreter = interpreter
    self.host = host
    self.source = source
  }

  func statement(_ expression: Expression) async throws -> CommandResult {
    statementSpan = expression.span
    do {
      if let command = bareCommand(expression) { return CommandResult(try await command.run(), isVisible: isVisible) }
      let value = try await evaluate(expression)
      return CommandResult(value, isVisible: isVisible)
    } catch let signal as LoopSignal {
      let word = signal == .breakLoop ? "break" : "next"
      throw diagnostic("`\(word)` stands outside of a loop", expression)
    }
  }

  func diagnostic(_ message: String, _ expression: Expression, suggestion: String? = nil) -> Diagnostic {
    Diagnostic(message, at: expression.span, in: source, suggestion: suggestion)
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
      try await assign(target, result)
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
      var last = visible(.null)
      for statement in statements {
        if let command = bareCommand(statement) {
          last = try await command.run()
        } else {
          last = try await evaluate(statement)
        }
      }
      return last
    case .condition(let condition, let then, let otherwise):
      if try await truth(of: condition) { return try await evaluate(then) }
      if let otherwise { return try await evaluate(otherwise) }
      isVisible = false
      return .null
    case .forLoop(let variable, let sequence, let body): return try await forLoop(variable, sequence, body)
    case .whileLoop(let condition, let body):
      return try await loop { try await self.truth(of: condition) } body: { try await self.evaluate(body) }
    case .repeatLoop(let body):
      return try await loop { true } body: { try await self.evaluate(body) }
    case .breakLoop: throw LoopSignal.breakLoop
    case .nextLoop: throw LoopSignal.nextLoop
    case .function: return visible(RValue(.function(source: source.substring(expression.span))))
    case .foreach(let loop): return visible(try await foreach(loop, expression))
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

  private func forLoop(_ variable: String, _ sequence: Expression, _ body: Expression) async throws -> RValue {
    let values = try await evaluate(sequence)
    guard values.rank <= .list else { throw diagnostic("this is nothing that `for` can run over", sequence) }
    var plain = RValue(values.storage)
    if values.inherits("factor"), let levels = values.attributes["levels"]?.texts {
      plain = RValue(.character((values.integers ?? []).map { $0 == .naInteger ? nil : levels[Int($0) - 1] }))
    }
    var position = 0
    return try await loop { position < plain.count } body: {
      self.interpreter[variable] = Subsetting.picked(plain, position)
      position += 1
      return try await self.evaluate(body)
    }
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

  // MARK: Names

  private static let constants: [String: RValue] = [
    "pi": .number(.pi), "T": .flag(true), "F": .flag(false),
    "letters": .strings("abcdefghijklmnopqrstuvwxyz".map { String($0) }),
    "LETTERS": .strings("ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }),
    "month.name": .strings([
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]),
    "month.abb": .strings(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
  ]

  private func lookUp(_ name: String, _ expression: Expression) async throws -> RValue {
    if let value = interpreter[name] { return value }
    if let value = Self.constants[name] { return value }
    if commands[name] != nil, !DefaultRNames.contains(name) {
      throw diagnostic("`\(name)` is a command; write `\(name)()` to run it", expression)
    }
    if DefaultRNames.contains(name) { return try await inR(expression) }
    if await host.isKnownToR(names: [name], packages: [])?.contains(name) == true { return try await inR(expression) }
    let isStatement = expression.span == statementSpan
    let near =
      EditDistance.suggestion(for: name, among: Array(commands.keys) + Array(interpreter.variables.keys))
      ?? EditDistance.suggestion(for: name, among: host.knownJobIDs())
    let what = isStatement ? "unknown command or variable `\(name)`" : "there is no variable `\(name)`"
    throw diagnostic(what, expression, suggestion: near)
  }

  // MARK: Operators

  private func prefix(_ symbol: String, _ operand: Expression, _ whole: Expression) async throws -> RValue {
    guard ["-", "+", "!"].contains(symbol) else { return try await inR(whole) }
    let value = try await evaluate(operand)
    do {
      switch symbol {
      case "-": return try Arithmetic.negated(value)
      case "!": return try Logic.negated(value)
      default: return try Arithmetic.negated(try Arithmetic.negated(value))
      }
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: [(operand, value)])
    }
  }

  private func infix(
    _ symbol: String, _ left: Expression, _ right: Expression, _ whole: Expression
  ) async throws -> RValue {
    switch symbol {
    case "&&", "||": return try await shortCircuit(symbol, left, right)
    case "|>": return try await pipe(left, into: right, whole)
    default: break
    }
    let isKnown =
      Arithmetic.operators.contains(symbol) || Comparison.operators.contains(symbol)
      || ["&", "|", ":", "%in%"].contains(symbol)
    guard isKnown, interpreter[symbol] == nil else { return try await inR(whole) }
    let a = try await evaluate(left)
    let b = try await evaluate(right)
    var warnings: [String] = []
    do {
      let result: RValue
      switch symbol {
      case ":": result = try Arithmetic.range(a, b)
      case "%in%": result = try Matching.contains(a, in: b)
      case "&", "|": result = try Logic.apply(symbol, a, b, warnings: &warnings)
      case _ where Comparison.operators.contains(symbol):
        result = try Comparison.apply(symbol, a, b, warnings: &warnings)
      default: result = try Arithmetic.apply(symbol, a, b, warnings: &warnings)
      }
      await report(warnings, whole)
      return result
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: [(left, a), (right, b)])
    }
  }

  private func shortCircuit(_ symbol: String, _ left: Expression, _ right: Expression) async throws -> RValue {
    let first = try Logic.side(try await evaluate(left), of: symbol)
    if first == (symbol == "||") { return RValue(.logical([first])) }
    let second = try Logic.side(try await evaluate(right), of: symbol)
    return RValue(.logical([symbol == "&&" ? Logic.both(first, second) : Logic.either(first, second)]))
  }

  /// `x |> f(y)` is `f(x, y)`.
  private func pipe(_ left: Expression, into right: Expression, _ whole: Expression) async throws -> RValue {
    switch right.kind {
    case .call(let function, let arguments):
      let first = CallArgument(name: nil, value: left, span: left.span)
      return try await call(function, [first] + arguments, whole)
    case .command(var command):
      command.arguments.insert(
        CommandSyntax.Argument(name: nil, value: .expression(left), span: left.span), at: 0)
      return try await run(command, whole)
    default: throw diagnostic("the right side of `|>` must be a call", right)
    }
  }

  // MARK: Indexes

  private func index(
    _ base: Expression, _ arguments: [CallArgument], isDouble: Bool, _ whole: Expression
  ) async throws -> RValue {
    let value = try await evaluate(base)
    var operands: [(Expression, RValue)] = [(base, value)]
    var indices: [RValue?] = []
    var drop: Bool?
    var isPlain = true
    for argument in arguments {
      let index = try await argument.value.asyncMap { try await self.evaluate($0) }
      if let index, let expression = argument.value { operands.append((expression, index)) }
      switch argument.name {
      case nil: indices.append(index)
      case "drop": drop = index?.asFlag
      default: isPlain = false
      }
    }
    do {
      guard isPlain else { throw NotEvaluatedHere() }
      switch (isDouble, indices.count) {
      case (_, 0): return value
      case (false, 1):
        guard let index = indices[0] else { return value }
        return try Subsetting.elements(value, index)
      case (false, 2): return try Subsetting.table(value, rows: indices[0], columns: indices[1], drop: drop)
      case (true, 1):
        guard let index = indices[0] else { throw EvaluationError("`[[ ]]` needs a subscript") }
        return try Subsetting.element(value, index)
      default: throw NotEvaluatedHere()
      }
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: operands)
    }
  }

  /// Tells the user what R would warn of.
  func report(_ warnings: [String], _ expression: Expression) async {
    for warning in warnings {
      let text = source.substring(expression.span).split(separator: "\n").first.map(String.init) ?? ""
      await host.note("Warning message:\nIn \(text) : \(warning)\n")
    }
  }
}

extension Optional {
  func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    switch self {
    case .some(let value): try await transform(value)
    case .none: nil
    }
  }
}
