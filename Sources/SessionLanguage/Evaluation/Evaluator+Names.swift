import RData
import Wording

extension Evaluator {
  /// What other shells call a command.
  private static let wordsOfShells = ["exit": "quit", "logout": "quit", "bye": "quit"]

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

  /// The value of a name: a variable, one of R's constants, or what R finds.
  ///
  /// - Throws: a ``Diagnostic`` that suggests a command, a variable or a job.
  func lookUp(_ name: String, _ expression: Expression) async throws -> RValue {
    if pending[name] != nil { try await bindDefault(name) }
    if let frame {
      if frame.unbound.contains(name), !interpreter.owns(name) {
        throw EvaluationError("argument \"\(name)\" is missing, with no default")
      }
      if let number = name.dotsNumber {
        guard number <= frame.dots.count else {
          throw EvaluationError("the ... list contains fewer than \(number) elements")
        }
        return frame.dots[number - 1].value
      }
    }
    if let value = interpreter[name] {
      if value.isUnknown { throw UnknownValue(isTold: false) }
      return value
    }
    if let value = Self.constants[name] { return value }
    if commands[name] != nil, !DefaultRNames.contains(name) {
      throw diagnostic("`\(name)` is a command; write `\(name)()` to run it", expression)
    }
    if DefaultRNames.contains(name) { return try await inR(expression) }
    if await host.recallRNames(among: [name], packages: [])?.contains(name) == true { return try await inR(expression) }
    if host.knownJobIDs().contains(name) {
      throw diagnostic(
        "there is no variable `\(name)`; an id is written in quotes", expression, suggestion: "'\(name)'")
    }
    let isStatement = expression.span == statementSpan
    let near =
      Self.wordsOfShells[name] ?? EditDistance.suggestion(
        for: name, among: Array(commands.keys) + Array(interpreter.variables.keys))
      ?? EditDistance.suggestion(for: name, among: host.knownJobIDs())
    let what = isStatement ? "unknown command or variable `\(name)`" : "there is no variable `\(name)`"
    throw diagnostic(
      what, expression, condition: MissingName(name: name, isFunction: false).condition, suggestion: near,
      isUsage: isStatement)
  }
}

extension String {
  /// The number in `..1`, which means an element of `...`.
  fileprivate var dotsNumber: Int? {
    guard hasPrefix(".."), let number = Int(dropFirst(2)), number > 0 else { return nil }
    return number
  }
}
