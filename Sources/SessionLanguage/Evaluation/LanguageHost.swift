package import RData

/// What the language needs from the world: every effect of a program goes
/// through here.
package protocol LanguageHost: Sendable {
  /// The commands that programs may call.
  var commands: [CommandSignature] { get }

  /// Runs a command whose arguments are matched and checked.
  ///
  /// A ``Diagnostic`` that is thrown is reported as it is; any other error is
  /// wrapped in one that points at the call. When the task is cancelled the
  /// command ends with `CancellationError`.
  func run(_ invocation: CommandInvocation) async throws -> CommandResult

  /// Submits a loop, or runs it here when it is not parallel.
  ///
  /// - Returns: the loop's results, or the id of its job when the options say
  ///   not to wait; of a loop that ran here, what its body has assigned, too.
  func run(_ loop: ForeachLoop) async throws -> RAnswer

  /// The function that joins the values of a chunk in loops that name none;
  /// `nil` when there is none.
  func defaultReduce() async -> RValue?

  /// Evaluates R source by value in this machine's R.
  ///
  /// - Parameter variables: session variables and intermediate values that
  ///   the source mentions.
  ///   At top level the source is wrapped in `withVisible()`; a host need not
  ///   know that.
  /// - Throws: what R's error says, or ``RUnavailable`` when there is no R.
  func evaluateInR(_ source: String, variables: [RBinding]) async throws -> RAnswer

  /// Those of the names that R would find once the packages are attached, as
  /// far as the host can tell without starting R; `nil` when it cannot.
  func recallRNames(among names: [String], packages: [String]) async -> Set<String>?

  /// The same, asked of R itself, which is started for it; `nil` when there is
  /// no R or it lacks one of the packages.
  func askRForNames(among names: [String], packages: [String]) async -> Set<String>?

  /// Writes what `cat` prints, to standard output.
  func write(_ text: String) async

  /// Writes what `message` and warnings say, to standard error.
  func note(_ text: String) async

  /// Prints a value as R's console does.
  ///
  /// - Throws: what R's error says when a `print` method of its own fails.
  func show(_ value: RValue) async throws

  /// Shows what a statement gave: as ``show(_:)-(RValue)`` does, unless the
  /// host has a better way for the lists of commands.
  func show(_ result: CommandResult) async throws

  /// Whether values are shown for people: then the session's own `print`
  /// methods have a say.
  var showsAsR: Bool { get }

  /// Seconds since 1970.
  func now() -> Double

  /// Pauses; ends at once with `CancellationError` when the task is cancelled.
  ///
  /// - Parameter seconds: not negative.
  func sleep(seconds: Double) async throws

  func environmentVariable(_ name: String) -> String?

  /// Sets a variable of the environment for this session, its R and the
  /// programs that R starts; `nil` removes it.
  func setEnvironmentVariable(_ name: String, _ value: String?)

  /// How values are printed.
  var options: ROptions { get }

  /// Changes how values are printed, here and by R.
  func setOptions(_ options: ROptions)

  /// What `commandArgs()` gives: the program, and behind `--args` what the
  /// script was given.
  var commandArguments: [String] { get }

  /// Job ids to suggest when a word is mistyped.
  func knownJobIDs() -> [String]
}

extension LanguageHost {
  package func askRForNames(among names: [String], packages: [String]) async -> Set<String>? {
    await recallRNames(among: names, packages: packages)
  }

  package func defaultReduce() async -> RValue? { nil }

  package func note(_ text: String) async { await write(text) }

  package func show(_ result: CommandResult) async throws { try await show(result.value) }

  package var showsAsR: Bool { true }

  package var commandArguments: [String] { ["azp"] }

  package func sleep(seconds: Double) async throws {
    try await Task.sleep(for: .seconds(seconds))
  }
}
