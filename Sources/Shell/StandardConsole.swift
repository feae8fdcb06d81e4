package import Commands
import Foundation
package import Rendering
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The console of a process: standard output and error, written to at once.
///
/// A reader that has gone away ends the process quietly, as in a pipe to
/// `head`.
package final class StandardConsole: Console {
  private struct State {
    var hasQuit = false
    var quitStatus: Int32?
    /// Jobs that were waited for and failed.
    var failedJobs: Set<String> = []
    var asker: (@Sendable (String) async -> String?)?
  }

  /// What is known of the three standard streams.
  package let terminal: Terminal
  private let assumesYes: Bool
  private let state = Mutex(State())

  /// Takes down what is written.
  package let transcript = Transcript(isSecret: SecretText.isSecret)

  /// - Parameter assumesYes: answers every question with yes.
  package init(terminal: Terminal, assumesYes: Bool = false) {
    self.terminal = terminal
    self.assumesYes = assumesYes
  }

  package var resumptions: Int { Suspension.resumptions }

  package func write(_ text: String) {
    transcript.record(output: text)
    Self.write(text, to: 1)
  }

  package func note(_ text: String) {
    transcript.record(output: text)
    Self.write(text, to: 2)
  }

  /// Asks through whoever reads the keyboard; nobody does in a script.
  package func confirm(_ question: String, typing word: String?) async -> Bool? {
    if assumesYes { return true }
    guard let ask = state.withLock({ $0.asker }) else { return nil }
    let answer = await ask(question)?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
    return word.map { answer == $0 } ?? ["y", "yes"].contains(answer)
  }

  /// Through the pager when it is higher than the screen.
  package func page(_ text: String) async {
    guard terminal.canTakeScreen, let height = terminal.height, let command = terminal.pager,
      TextHeight.rows(of: text, width: terminal.width) > height - 1
    else { return write(text) }
    if await !Pager(command: command).show(text) { write(text) }
  }

  package func view(_ table: Table) async -> Bool {
    guard terminal.canTakeScreen else { return false }
    return await ViewerScreen(terminal: terminal).show(table)
  }

  /// Names the one who can ask, and gives what was typed; nil when the
  /// question was left.
  package func setAsker(_ asker: @escaping @Sendable (String) async -> String?) {
    state.withLock { $0.asker = asker }
  }

  package func quit(status: Int32?) {
    state.withLock { state in
      state.hasQuit = true
      state.quitStatus = status
    }
  }

  /// The exit status that the user asked for; nil when none.
  var quitStatus: Int32? { state.withLock { $0.quitStatus } }

  package func alert(_ text: String) {
    guard terminal.repaintsProgress else { return }
    Self.write(TerminalAlert.sequence(text), to: 2)
  }

  package var hasQuit: Bool { state.withLock { $0.hasQuit } }

  package func noteEnd(ofJob id: String, isSuccess: Bool) {
    state.withLock { state in
      if isSuccess { state.failedJobs.remove(id) } else { state.failedJobs.insert(id) }
    }
  }

  /// Whether a job that was waited for has failed tasks.
  package var hasFailedTasks: Bool { state.withLock { !$0.failedJobs.isEmpty } }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EPIPE {
        exit(ExitStatus.success)
      } else if errno == EAGAIN {
        // Somebody made the descriptor non-blocking: wait until it takes more.
        var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&poller, 1, -1)
      } else if errno != EINTR {
        // Where standard error fails, too, nobody is left to be told.
        let sentence = "Standard output cannot be written: \(String(cString: strerror(errno))); look where it leads.\n"
        if descriptor == 1 { _ = sentence.withCString { Glibc.write(2, $0, strlen($0)) } }
        exit(ExitStatus.failure)
      }
    }
  }
}
