import TerminalTesting

extension PseudoTerminal {
  /// Waits until the shell reads a new line.
  @discardableResult
  func waitForPrompt(timeout: Duration = .seconds(120)) async throws -> Screen {
    try await waitFor("an empty prompt", timeout: timeout, \.isAtEmptyPrompt)
  }

  /// Waits until the editor has the terminal: keys sent before would be shown
  /// twice.
  func waitForKeys() async throws {
    try await eventually("the editor reads keys") { !isCooked }
  }

  /// Types keys and waits until the cursor's line is this.
  @discardableResult
  func type(_ keys: String, until line: String) async throws -> Screen {
    send(keys)
    return try await waitFor("the line '\(line)'") { $0.currentLine == line }
  }

  /// Types keys and has Tab complete them to this line.
  ///
  /// Tab never waits for the service: it may beep first, when it is answered
  /// from what was known before.
  func complete(_ keys: String, to line: String) async throws {
    send(keys)
    try await eventually("Tab completes '\(keys)'") {
      let bells = screen.bellCount
      send(Key.tab)
      let screen = try await waitFor("an answer to Tab") { $0.bellCount > bells || $0.currentLine == line }
      return screen.bellCount == bells
    }
  }

  /// Types a statement and waits until it has run and the shell asks for the
  /// next one.
  ///
  /// - Returns: the lines it showed.
  @discardableResult
  func run(_ statement: String, timeout: Duration = .seconds(120)) async throws -> [String] {
    let isEcho = { @Sendable (line: String) in
      line.hasPrefix("azp") && line.hasSuffix("> \(statement)")
    }
    let before = screen.transcript.filter(isEcho).count
    try await waitForKeys()
    send(statement + Key.enter)
    let screen = try await waitFor("the prompt after '\(statement)'", timeout: timeout) { screen in
      screen.isAtEmptyPrompt && screen.transcript.filter(isEcho).count > before
    }
    guard let start = screen.transcript.lastIndex(where: isEcho) else { return [] }
    // The last line is the next prompt.
    return Array(screen.transcript[(start + 1)...].dropLast())
  }

  /// Leaves the shell with Ctrl-D.
  func leave() async throws -> [String] {
    send(Key.control("D"))
    let ending = try await waitForEnd()
    guard ending == .exited(0) else { throw Failure("The shell ended with \(ending).\n\(screen)") }
    return screen.transcript
  }
}
