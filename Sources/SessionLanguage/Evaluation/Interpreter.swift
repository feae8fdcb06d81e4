package import RData
import Synchronization

/// Runs programs against a host and keeps the variables of the session.
///
/// The variables may be read and set from anywhere at any time; programs are
/// meant to run one after the other.
package final class Interpreter: Sendable {
  private let host: any LanguageHost
  private let store = Mutex<[String: RValue]>([:])

  package init(host: any LanguageHost) {
    self.host = host
  }

  /// A copy of all variables of the session.
  package var variables: [String: RValue] {
    store.withLock { $0 }
  }

  /// A variable of the session; setting `nil` removes it.
  package subscript(name: String) -> RValue? {
    get { store.withLock { $0[name] } }
    set { store.withLock { $0[name] = newValue } }
  }

  /// Takes a variable out, so that whoever changes it holds the only copy.
  func take(_ name: String) -> RValue? {
    store.withLock { $0.removeValue(forKey: name) }
  }

  /// Runs the statements of a program and shows each visible value.
  ///
  /// - Throws: the first error, and nothing runs after it: a ``Diagnostic``,
  ///   whose `underlying` is the host's error if it came from there, or
  ///   `CancellationError` when the task was cancelled.
  package func run(_ program: Program) async throws {
    for statement in program.statements {
      try await run(statement, of: program)
    }
  }

  /// Runs one statement of a program and shows its value when it is visible,
  /// for a caller that goes on after an error.
  ///
  /// - Returns: the statement's value and whether it was shown.
  @discardableResult
  package func run(_ statement: Expression, of program: Program) async throws -> CommandResult {
    try Task.checkCancellation()
    let evaluator = Evaluator(interpreter: self, host: host, source: program.source)
    let result = try await evaluator.statement(statement)
    if result.isVisible { await host.show(result.value) }
    return result
  }
}
