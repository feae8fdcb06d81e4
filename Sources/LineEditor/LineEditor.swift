internal import CEditLine
internal import Synchronization

/// The line editor of a terminal session.
///
/// One thread of its own owns the terminal while a line is read and blocks
/// there; tasks go on undisturbed. There is at most one open editor in a
/// process. Where standard input or output is no terminal, lines are read
/// without prompt and echo.
///
/// SIGINT, SIGTERM and SIGHUP belong to the editor from `init` to `close()`.
/// While a line is read they end it; otherwise they go to
/// `withInterruptHandler`.
package final class LineEditor: Sendable {
  /// How a read ended.
  package enum Input: Sendable, Equatable {
    /// A statement or an answer, without the newline at its end. The lines of
    /// a statement that was continued are joined by newlines.
    case line(String)
    /// Ctrl-C: what was typed is dropped, and the cursor is on a fresh row.
    case interrupted
    /// Ctrl-D on an empty line, the end of a file, or a closed editor.
    case endOfInput
    /// SIGTERM or SIGHUP; every later read ends so too.
    case terminated
    /// The reading task was cancelled; what was typed is dropped.
    case cancelled
  }

  /// A signal that came while no line was read.
  package enum Interrupt: Sendable, Equatable {
    /// Ctrl-C, or SIGINT from elsewhere.
    case interrupt
    /// SIGTERM or SIGHUP: the program is to end.
    case terminate
  }

  private let mailbox: EditorMailbox
  private let thread: Mutex<PosixThread?>

  /// Opens the editor and reads the user's `~/.editrc` (or `$EDITRC`).
  ///
  /// - Throws: `LineEditorError` when an editor is open already, or the system
  ///   gives no pipe or thread.
  package init(configuration: Configuration) throws(LineEditorError) {
    ceditline_fill_standard_descriptors()
    let mailbox = try EditorMailbox()
    guard ceditline_relay_begin(mailbox.signalDescriptor) else { throw .alreadyOpen }
    self.mailbox = mailbox
    do throws(LineEditorError) {
      thread = Mutex(
        try PosixThread {
          let editor = EditorThread(configuration: configuration, mailbox: mailbox)
          // libedit's callbacks know it weakly.
          withExtendedLifetime(editor) { editor.run() }
        })
    } catch {
      ceditline_relay_end()
      throw error
    }
  }

  deinit { close() }

  /// Reads a statement: one line, or several while the configuration calls
  /// them incomplete.
  ///
  /// Calls are answered in turn. A cancelled call returns `.cancelled` at
  /// once. The statement is not added to the history by itself.
  package func readLine() async -> Input {
    await mailbox.request(.statement)
  }

  /// Reads one line with `question` as its prompt, without history, completion
  /// and continuation: for a confirmation. Otherwise as `readLine()`.
  package func readAnswer(to question: String) async -> Input {
    await mailbox.request(.answer(question: question))
  }

  /// Makes `entry`, of one line or several, the newest of the history from the
  /// next line on.
  package func addHistory(_ entry: String) {
    mailbox.post(historyEntry: entry)
  }

  /// Prints a text (one line or several, colours allowed) above the line that
  /// is being typed, which stays as it is, cursor included. While no line is
  /// read the text waits, and the next read prints it before its prompt.
  package func printAbove(_ text: String) {
    mailbox.post(notice: text)
  }

  /// Writes something that a terminal obeys and that moves no cursor, such as a
  /// bell, with the notices.
  package func signal(_ sequence: String) {
    mailbox.post(signal: sequence)
  }

  /// Asks the configuration for its prompt again and shows it, if a statement
  /// is being typed. A notice does so by itself.
  package func refreshPrompt() {
    mailbox.markPromptStale()
  }

  /// Runs `operation` and calls `handler` for every signal that comes meanwhile
  /// and belongs to no read line.
  ///
  /// The handler runs on the editor's thread and must not block; cancelling a
  /// task is what it is for. With nested calls only the innermost handler is
  /// called. A signal that came after the last line was read and before this
  /// call is handed over at once, so no Ctrl-C falls between the two.
  package func withInterruptHandler<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ handler: @escaping @Sendable (Interrupt) -> Void,
    operation: () async throws -> Value
  ) async rethrows -> Value {
    let id = mailbox.addInterruptHandler(handler)
    defer { mailbox.removeInterruptHandler(id) }
    return try await operation()
  }

  /// Ends the editor: reads that wait get `.endOfInput`, the terminal and the
  /// signals are as they were before, and the thread is gone when this returns.
  /// A second call does nothing. Not to be called from a prompt, a completer or
  /// an interrupt handler, which run on that thread.
  package func close() {
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let running else { return }
    mailbox.stop()
    running.join()
    ceditline_relay_end()
  }
}
