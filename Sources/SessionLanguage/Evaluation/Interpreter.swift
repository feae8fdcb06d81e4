package import RData
import Synchronization

/// Runs programs against a host and keeps the variables of the session.
///
/// The variables may be read and set from anywhere at any time; programs are
/// meant to run one after the other.
package final class Interpreter: Sendable {
  let host: any LanguageHost
  /// The variables around those of a function's call; `nil` for a session's.
  let parent: Interpreter?
  private let store = Mutex<[String: RValue]>([:])
  /// Functions that were parsed before, by their source: where they were
  /// written, if that is known.
  private let parsed = Mutex<[String: SessionFunction]>([:])

  package init(host: any LanguageHost) {
    self.host = host
    parent = nil
  }

  /// Variables of a function's call, before those of where it was written.
  init(inside parent: Interpreter) {
    host = parent.host
    self.parent = parent
  }

  /// The variable that holds the value of the last statement, as in R.
  static let lastValue = ".Last.value"
  /// What it is called among the words of a command, unless a variable of the
  /// user's own is called so.
  static let lastWord = "last"

  /// A copy of all variables that are seen from here.
  package var variables: [String: RValue] {
    let own = store.withLock { $0 }
    guard let parent else { return own }
    return parent.variables.merging(own) { $1 }
  }

  /// A variable of the session; setting `nil` removes it.
  package subscript(name: String) -> RValue? {
    get { store.withLock { $0[name] } ?? parent?[name] }
    set { store.withLock { $0[name] = newValue } }
  }

  /// Takes a variable out, so that whoever changes it holds the only copy;
  /// one of the surroundings is copied.
  func take(_ name: String) -> RValue? {
    store.withLock { $0.removeValue(forKey: name) } ?? parent?[name]
  }

  /// Whether the variable is one of these, not of the surroundings.
  func owns(_ name: String) -> Bool { store.withLock { $0[name] != nil } }

  /// The nearest surroundings that have the variable, which `<<-` changes, or
  /// else the session.
  func surroundings(of name: String) -> Interpreter {
    var place = parent ?? self
    while !place.owns(name), let next = place.parent { place = next }
    return place
  }

  /// The function that a source text defines; `nil` when it defines none that
  /// this language can read.
  func function(from text: String) -> SessionFunction? {
    if let parent { return parent.function(from: text) }
    if let known = parsed.withLock({ $0[text] }) { return known }
    guard let function = SessionFunction(source: text) else { return nil }
    parsed.withLock { $0[text] = function }
    return function
  }

  /// Keeps where a function was written, so that errors in it are told there.
  func remember(_ function: SessionFunction, from text: String) {
    if let parent { return parent.remember(function, from: text) }
    parsed.withLock { $0[text] = function }
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
  /// for a caller that goes on after an error. Its value is then `.Last.value`,
  /// and `$last` among words.
  ///
  /// - Parameter shows: whether a visible value is shown at all.
  /// - Returns: the statement's value and whether it is visible.
  @discardableResult
  package func run(
    _ statement: Expression, of program: Program, shows: Bool = true
  ) async throws -> CommandResult {
    try Task.checkCancellation()
    let warnings = WarningLog()
    let evaluator = Evaluator(interpreter: self, host: host, source: program.source, warnings: warnings)
    do {
      // What is converted to text on the way follows the options of its statement.
      let result = try await ROptions.$current.withValue(host.options) { try await evaluator.statement(statement) }
      // What is run for its effect leaves the value of the one before.
      if result.isVisible || !result.value.isNull { self[Self.lastValue] = result.value }
      if shows, result.isVisible { try await evaluator.show(result, statement) }
      if let text = warnings.text { await host.note(text) }
      return result
    } catch {
      if let text = warnings.text { await host.note(text) }
      throw error
    }
  }
}
