internal import CPseudoTerminal
internal import Foundation

/// A program that runs on a pseudo-terminal, and the one who sits before it.
///
/// The program gets a session of its own, so Ctrl-C and the like reach it and
/// nobody else. It is killed when the last reference goes.
package final class PseudoTerminal: Sendable {
  /// How the program ended.
  package enum Ending: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  private let conversation: Conversation
  /// The program's process id, which is its group's and session's too.
  package let processID: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Path of the executable.
  ///   - environment: Added to a bare one: `PATH`, `TERM=xterm-256color`,
  ///     `LANG=C.UTF-8`, and a `HOME` that does not exist. A nil value removes.
  ///   - directory: Where it starts; here if nil.
  /// - Throws: `PseudoTerminalError` when it cannot be started.
  package init(
    running program: String, arguments: [String] = [], environment: [String: String?] = [:],
    directory: String? = nil, columns: Int = 80, rows: Int = 24
  ) throws {
    var master: Int32 = -1
    var slave = [CChar](repeating: 0, count: 128)
    var failure = pseudo_terminal_open(UInt16(columns), UInt16(rows), &master, &slave, slave.count)
    guard failure == 0 else { throw PseudoTerminalError.startFailed(program, errorNumber: failure) }

    let variables = Self.environment(adding: environment).map { "\($0.key)=\($0.value)" }
    var process: pid_t = 0
    failure = ([program] + arguments).withCStrings { arguments in
      variables.withCStrings { variables in
        pseudo_terminal_spawn(program, arguments, variables, directory, slave, &process)
      }
    }
    let descriptor = failure == 0 ? child_process_descriptor(process) : -1
    guard failure == 0, descriptor >= 0 else {
      if failure == 0 { kill(process, SIGKILL) }
      close(master)
      throw PseudoTerminalError.startFailed(program, errorNumber: failure == 0 ? errno : failure)
    }
    processID = process
    conversation = Conversation(
      master: master, process: process, processDescriptor: descriptor,
      screen: Screen(columns: columns, rows: rows))
    conversation.start()
  }

  deinit {
    conversation.kill()
  }

  /// What the terminal shows now.
  package var screen: Screen { conversation.screen }

  /// Whether the terminal is in line mode with echo, as a shell leaves it.
  package var isCooked: Bool { conversation.isCooked }

  /// Types a text; see `Key` for keys that are no characters.
  package func send(_ text: String) {
    conversation.send(Array(text.utf8))
  }

  /// Gives the terminal another size; the program gets SIGWINCH.
  package func resize(columns: Int, rows: Int) throws {
    try conversation.resize(columns: columns, rows: rows)
  }

  /// Sends a signal to the program alone.
  package func signal(_ number: Int32) {
    conversation.signal(number)
  }

  /// Waits until the screen meets a condition, which is asked whenever
  /// something was written.
  ///
  /// - Parameters:
  ///   - what: What is waited for, for the error message.
  ///   - timeout: Generous, for slow machines; nothing waits longer than needed.
  /// - Returns: The screen that met it.
  /// - Throws: `PseudoTerminalError` with the screen when time is up, or the
  ///   program has ended and the condition is not met.
  @discardableResult
  package func waitFor(
    _ what: String, timeout: Duration = .seconds(90),
    _ condition: @escaping @Sendable (Screen) -> Bool
  ) async throws -> Screen {
    try await conversation.wait(for: what, timeout: timeout, condition)
  }

  /// Waits until a text stands on the screen.
  @discardableResult
  package func waitFor(text: String, timeout: Duration = .seconds(90)) async throws -> Screen {
    try await waitFor("the text '\(text)'", timeout: timeout) { $0.contains(text) }
  }

  /// Waits until the program has ended and all it wrote is on the screen.
  ///
  /// - Throws: `PseudoTerminalError` when time is up.
  package func waitForEnd(timeout: Duration = .seconds(90)) async throws -> Ending {
    try await conversation.waitForEnd(timeout: timeout)
  }

  private static func environment(adding changes: [String: String?]) -> [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    var variables = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": "/nonexistent",
      "SWIFT_BACKTRACE": "interactive=no,color=no",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
      variables[name] = inherited[name]
    }
    for (name, value) in changes { variables[name] = value }
    return variables
  }
}
