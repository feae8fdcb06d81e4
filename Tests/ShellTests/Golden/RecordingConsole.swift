import Commands
import Rendering
import Synchronization

/// Keeps what is written, with a mark before each line for standard error;
/// answers every question with yes, where there is somebody to ask.
final class RecordingConsole: Console {
  /// Stands before each line of standard error.
  static let errorMark = "2> "

  let terminal: Terminal
  private let parts = Mutex<[(isError: Bool, text: String)]>([])

  /// - Parameter columns: of a terminal; nil for a file.
  init(columns: Int?) {
    terminal = Terminal(
      isInputTerminal: columns != nil, isOutputTerminal: columns != nil, isErrorTerminal: columns != nil,
      width: columns ?? 80, hasColor: false)
  }

  func write(_ text: String) { add(text, isError: false) }

  func note(_ text: String) { add(text, isError: true) }

  func confirm(_ question: String, typing word: String?) async -> Bool? {
    guard terminal.isInteractive else { return nil }
    note(question + (word ?? "y") + "\n")
    return true
  }

  func quit(status: Int32?) { note("(the shell ends\(status.map { " with status \($0)" } ?? ""))\n") }

  func noteEnd(ofJob id: String, isSuccess: Bool) {}

  /// What was written since it was last asked; what a later line overwrites
  /// at a terminal is not there any more.
  func take() -> String {
    let parts = parts.withLock { parts in
      defer { parts = [] }
      return parts
    }
    return parts.map { part in
      guard part.isError else { return part.text }
      return part.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
        part.text.hasSuffix("\n") ? 1 : 0
      )
      .map { "\(Self.errorMark)\($0.split(separator: "\r").last ?? "")\n" }.joined()
    }.joined()
  }

  private func add(_ text: String, isError: Bool) {
    // What moves the cursor is no text.
    let text = text.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
    guard !text.isEmpty else { return }
    parts.withLock { parts in
      if parts.last?.isError == isError { parts[parts.count - 1].text += text } else { parts.append((isError, text)) }
    }
  }
}
