import Rendering
import Synchronization

/// Stands between the commands and the shell's console, and can hold back
/// what is written: `watch` shows it in its own way.
final class OutputTap: Console {
  struct Part: Sendable, Equatable {
    var isError: Bool
    var text: String
  }

  private let console: any Console
  private let held = Mutex<[Part]?>(nil)

  init(_ console: any Console) {
    self.console = console
  }

  /// Whether something is held back now.
  var isHolding: Bool { held.withLock { $0 != nil } }

  /// What is written while the work is done, and how that ended. Nobody can be
  /// asked meanwhile, and nothing takes the screen.
  func holding(_ work: () async throws -> Void) async -> (parts: [Part], error: (any Error)?) {
    held.withLock { $0 = [] }
    var failure: (any Error)?
    do { try await work() } catch { failure = error }
    return held.withLock { held in
      defer { held = nil }
      return (held ?? [], failure)
    }
  }

  var terminal: Terminal { isHolding ? console.terminal.forHeldOutput : console.terminal }

  func write(_ text: String) {
    if !hold(Part(isError: false, text: text)) { console.write(text) }
  }

  func note(_ text: String) {
    if !hold(Part(isError: true, text: text)) { console.note(text) }
  }

  private func hold(_ part: Part) -> Bool {
    held.withLock { held in
      guard held != nil else { return false }
      held?.append(part)
      return true
    }
  }

  var resumptions: Int { console.resumptions }

  func page(_ text: String) async {
    if !hold(Part(isError: false, text: text)) { await console.page(text) }
  }

  func view(_ table: Table) async -> Bool { isHolding ? false : await console.view(table) }

  func confirm(_ question: String, typing word: String?) async -> Bool? {
    isHolding ? nil : await console.confirm(question, typing: word)
  }

  func quit(status: Int32?) { console.quit(status: status) }

  var hasQuit: Bool { console.hasQuit }

  func noteEnd(ofJob id: String, isSuccess: Bool) { console.noteEnd(ofJob: id, isSuccess: isSuccess) }

  func alert(_ text: String) { console.alert(text) }
}
