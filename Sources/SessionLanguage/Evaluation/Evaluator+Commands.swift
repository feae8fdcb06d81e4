import RData
import Wording

extension Evaluator {
  /// A command named alone, as a statement: `getJobList` is `getJobList()`
  /// unless a variable has that name.
  func bareCommand(_ statement: Expression) -> BareCommand? {
    guard case .name(let name) = statement.kind, commands[name] != nil, interpreter[name] == nil else { return nil }
    return BareCommand(evaluator: self, name: name, statement: statement)
  }

  struct BareCommand {
    let evaluator: Evaluator
    let name: String
    let statement: Expression

    func run() async throws -> RValue {
      try await evaluator.run(CommandSyntax(name: name, arguments: []), statement)
    }
  }

  func run(_ command: CommandSyntax, _ whole: Expression) async throws -> RValue {
    guard let signature = commands[command.name] else {
      throw diagnostic(
        "unknown command `\(command.name)`", whole,
        suggestion: EditDistance.suggestion(for: command.name, among: commands.keys), isUsage: true)
    }
    var arguments: [Argument] = []
    var statement: Expression?
    for argument in command.arguments {
      let value: RValue
      switch argument.value {
      case .expression(let expression) where signature.isStatement(argument):
        statement = expression
        value = .string(source.substring(expression.span))
      case .expression(let expression):
        // `help(getJob)` names a command; R's `help` quotes what it is given.
        if case .name(let name) = expression.kind, interpreter[name] == nil,
          commands[name] != nil || command.name == "help"
        {
          value = .string(name)
        } else {
          value = try await evaluate(expression)
        }
      case .flag: value = .flag(true)
      case .words(let words):
        let kind = argument.name.flatMap { signature.parameter(named: $0)?.kind } ?? .text
        value = try WordValues(variables: interpreter.variables, source: source).value(of: words, as: kind)
      }
      arguments.append(Argument(name: argument.name, value: value, span: argument.span))
    }
    if arguments.contains(where: \.value.isUnknown) { throw UnknownValue(isTold: false) }
    let matched = try ArgumentMatcher(signature: signature, span: whole.span, source: source).match(arguments)
    return try await run(signature, matched, whole, statement: statement)
  }

  /// Runs a command whose arguments are matched.
  func run(
    _ signature: CommandSignature, _ arguments: [Argument], _ whole: Expression, statement: Expression? = nil
  ) async throws -> RValue {
    let invocation = CommandInvocation(
      signature: signature, arguments: arguments, statement: statement, span: whole.span, source: source)
    let result = try await located(whole) { try await self.host.run(invocation) }
    isVisible = result.isVisible
    isListing = result.isListing
    return result.value
  }
}
