package import SessionLanguage
import Synchronization

/// What the shell keeps between statements, for the commands about the shell
/// itself. It may be used from any thread at any time.
package final class ShellState: Sendable {
  private struct State {
    var statements: [String] = []
    var earlier: @Sendable () -> [String] = { [] }
    var isTiming = false
    var interpreter: Interpreter?
    var depth = 0
    var isConversation = false
  }

  private let state = Mutex(State())
  /// Where `log` writes.
  package let transcript: Transcript

  /// - Parameter transcript: shared with the console, which writes into it.
  package init(transcript: Transcript = Transcript()) {
    self.transcript = transcript
  }

  /// The one that runs statements; set before the first.
  package var interpreter: Interpreter? {
    get { state.withLock { $0.interpreter } }
    set { state.withLock { $0.interpreter = newValue } }
  }

  /// Whether each statement says how long it took.
  package var isTiming: Bool {
    get { state.withLock { $0.isTiming } }
    set { state.withLock { $0.isTiming = newValue } }
  }

  /// The statements of this session that did what they should, in order.
  package var statements: [String] { state.withLock { $0.statements } }

  /// Keeps a statement of this session, for `history`.
  package func noteStatement(_ text: String) {
    state.withLock { $0.statements.append(text) }
  }

  /// What was typed in all sessions, oldest first.
  package var history: [String] { state.withLock { $0.earlier }() }

  /// Says where statements of earlier sessions are read when they are asked for.
  package func setHistory(_ history: @escaping @Sendable () -> [String]) {
    state.withLock { $0.earlier = history }
  }

  /// Whether what runs was typed by somebody who sees what comes of it, and
  /// stands in no file.
  package var isAtPrompt: Bool { state.withLock { $0.isConversation && $0.depth == 0 } }

  /// Says that statements are typed from now on.
  package func beginConversation() { state.withLock { $0.isConversation = true } }

  /// Files that call each other end at this depth.
  static let sourceDepthLimit = 50

  /// Enters a file; false when files have called each other too often.
  func enterSource() -> Bool {
    state.withLock { state in
      guard state.depth < Self.sourceDepthLimit else { return false }
      state.depth += 1
      return true
    }
  }

  func leaveSource() {
    state.withLock { $0.depth -= 1 }
  }
}
