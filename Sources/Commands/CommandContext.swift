import AzureWire
package import ParallelJobs
import RData
package import Rendering
package import Session
import SessionLanguage

/// What commands work with.
package struct CommandContext: Sendable {
  /// The session that the command works in.
  package let session: Session
  package private(set) var console: any Console
  /// Holds back what is written, for `watch`.
  private(set) var tap: OutputTap
  /// What the shell keeps between statements.
  package let shell: ShellState
  /// The time of day in seconds since 1970.
  package let now: @Sendable () -> Double
  /// How results are written.
  package let output: OutputSettings
  /// Whether nothing may be changed on the service, only said what would be.
  package let isDryRun: Bool
  /// What would have been made so far if it were none.
  let plan = DryRunPlan()
  /// Combines, with R on this machine, the results of a loop that was not to
  /// be combined on its nodes.
  var combine: @Sendable (UncombinedResult) async throws -> RValue = { _ in
    throw JobError(.invalid, "The results are to be combined here, which needs R on this machine.")
  }
  /// Evaluates R source with these values, by R on this machine.
  var evaluateInR: @Sendable (_ source: String, _ values: [RBinding]) async throws -> RValue = { _, _ in
    throw JobError(.invalid, "This needs R on this machine.")
  }

  package init(
    session: Session, console: any Console, shell: ShellState = ShellState(),
    output: OutputSettings = OutputSettings(), isDryRun: Bool = false, now: @escaping @Sendable () -> Double
  ) {
    self.session = session
    tap = OutputTap(console)
    self.console = tap
    self.shell = shell
    self.output = output
    self.isDryRun = isDryRun
    self.now = now
  }

  /// Whether a program reads the output: values alone may stand in it then,
  /// and a command that describes something to people returns it instead.
  package var isForPrograms: Bool { output.format.isForPrograms }

  /// A time as doAzureParallel gives it, and as programs want it.
  func timeText(_ time: Timestamp) -> String { isForPrograms ? time.iso8601Seconds : time.rfc1123 }

  /// The same, with what is written for people on standard error.
  var withProseAside: CommandContext {
    var context = self
    context.console = ProseAside(console: console)
    return context
  }

  /// Works with the jobs of the session's account; see ``Session/withJobs(_:)``.
  package func withJobs<Result: Sendable>(
    _ work: @Sendable (ParallelJobs) async throws -> Result
  ) async throws -> Result {
    try await session.withJobs(work)
  }
}

extension CommandContext {
  /// Whether a call only says what it would do: it asks for that, or the whole
  /// run is a dry one, whatever the call says.
  func onlyPlans(_ invocation: CommandInvocation) throws -> Bool {
    let isAsked = try invocation.flag("dryRun")
    return isAsked || isDryRun
  }

  /// The result of a job; see ``ParallelJobs/result(of:isPartial:combine:)``.
  func result(of id: String, isPartial: Bool = false) async throws -> RValue {
    try await withJobs { try await $0.result(of: id, isPartial: isPartial, combine: combine) }
  }
}

/// Where a command writes and whom it asks. Commands never touch the
/// terminal themselves.
package protocol Console: Sendable {
  var terminal: Terminal { get }

  /// Writes results, to standard output.
  func write(_ text: String)

  /// Writes progress and messages, to standard error.
  func note(_ text: String)

  /// How often the process was stopped and continued: lines that were to be
  /// painted over are out of reach then.
  var resumptions: Int { get }

  /// Writes a long text, a screen at a time where there is a terminal.
  func page(_ text: String) async

  /// Shows a table to scroll in.
  ///
  /// - Returns: false where there is no terminal, and nothing was shown.
  func view(_ table: Table) async -> Bool

  /// Asks a question that one word answers with yes.
  ///
  /// - Parameter word: what is to be typed for it; nil for `y` or `yes`.
  /// - Returns: the answer, no unless it is clearly yes; nil when there is
  ///   nobody to ask.
  func confirm(_ question: String, typing word: String?) async -> Bool?

  /// Leaves the shell once the command has ended.
  ///
  /// - Parameter status: of the process; nil leaves it to what has happened.
  func quit(status: Int32?)

  /// Whether the shell is to be left.
  var hasQuit: Bool { get }

  /// Notes how a job ended that was waited for, for the exit status: one that
  /// failed and succeeds later, after a retry, has not failed.
  func noteEnd(ofJob id: String, isSuccess: Bool)

  /// Rings, and shows a text on the desktop, for somebody who has turned away.
  func alert(_ text: String)
}

extension Console {
  /// Writes sentences to standard error, broken between words where a terminal
  /// shows them.
  package func say(_ sentences: String) {
    note(WordWrap.wrap(sentences, width: terminal.isErrorTerminal ? terminal.width : nil))
  }

  package var resumptions: Int { 0 }

  /// Writes sentences to standard output, broken between words where a terminal
  /// shows them.
  package func tell(_ sentences: String) {
    write(WordWrap.wrap(sentences, width: terminal.tableWidth))
  }

  /// A console that nobody can leave.
  package var hasQuit: Bool { false }

  package func alert(_ text: String) {}

  package func page(_ text: String) async { write(text) }

  package func view(_ table: Table) async -> Bool { false }
}
