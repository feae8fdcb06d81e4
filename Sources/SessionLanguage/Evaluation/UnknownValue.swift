import RData

/// What a host throws, in a dry run, in place of a value that only what was
/// not done could give. The statement that needs it is passed over, and the
/// variables that it would assign stay unknown, too.
package struct UnknownValue: Error {
  /// Whether the host has told what it would have done.
  let isTold: Bool

  package init() { isTold = true }

  /// - Parameter isTold: false for the value of a variable.
  init(isTold: Bool) { self.isTold = isTold }
}

extension RValue {
  /// What a variable holds whose value is not known.
  static let unknown = RValue(.symbol("not known in a dry run"))

  var isUnknown: Bool {
    guard case .symbol(let name) = storage, case .symbol(let mark) = RValue.unknown.storage else { return false }
    return name == mark
  }
}

extension Evaluator {
  /// Runs a statement; one that needs a value that is not known is passed
  /// over. Only those that stand for themselves are: the value of a block that
  /// is part of something larger is as unknown as that of its parts.
  func passing(_ statement: Expression, _ run: () async throws -> RValue) async throws -> RValue {
    passableSpan = statement.span
    do {
      return try await run()
    } catch let unknown as UnknownValue where frame == nil {
      for name in statement.assignedNames { interpreter[name] = .unknown }
      if !unknown.isTold || !isQuestion(statement) {
        let line = source.substring(statement.span).split(separator: "\n").first ?? ""
        let text = line.count > 60 ? "\(line.prefix(57))..." : "\(line)"
        await host.note("Dry run: `\(text)` needs a value that is not known, and is passed over.\n")
      }
      isVisible = false
      return .null
    }
  }

  /// Whether a statement is what asks for the value, and does nothing more
  /// with it than to assign it.
  private func isQuestion(_ statement: Expression) -> Bool {
    switch statement.kind {
    case .assignment(_, let value): isQuestion(value)
    case .parenthesized(let inner): isQuestion(inner)
    case .command, .foreach: true
    case .call(let function, let arguments):
      function.nameOrText.map { commands[$0] != nil && interpreter[$0] == nil } ?? false
        && arguments.allSatisfy { $0.value?.isRepeatable ?? true }
    default: bareCommand(statement) != nil
    }
  }
}
