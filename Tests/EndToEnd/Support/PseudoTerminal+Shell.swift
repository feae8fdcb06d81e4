import TerminalTesting

extension PseudoTerminal {
  static var prompt: String { "azp>" }

  /// Waits until the shell reads a new line.
  @discardableResult
  func waitForPrompt(timeout: Duration = .seconds(60)) async throws -> Screen {
    try await waitFor("an empty prompt", timeout: timeout) { $0.currentLine == Self.prompt }
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
    let echo = "\(Self.prompt) \(statement)"
    let before = screen.transcript.filter { $0 == echo }.count
    // A prompt may be seen half drawn, before the editor has the terminal: keys sent then are echoed twice.
    try await eventually("the editor reads keys") { !isCooked }
    send(statement + Key.enter)
    let screen = try await waitFor("the prompt after '\(statement)'", timeout: timeout) { screen in
      screen.currentLine == Self.prompt && screen.transcript.filter { $0 == echo }.count > before
    }
    guard let start = screen.transcript.lastIndex(of: echo) else { return [] }
    var lines = Array(screen.transcript[(start + 1)...])
    if lines.last == Self.prompt { lines.removeLast() }
    return lines
  }

  /// Leaves the shell with Ctrl-D.
  func leave() async throws -> [String] {
    send(Key.control("D"))
    let ending = try await waitForEnd()
    guard ending == .exited(0) else { throw Failure("The shell ended with \(ending).\n\(screen)") }
    return screen.transcript
  }
}
