import TerminalTesting
import Testing

@Suite("An alert at the terminal", .sharedHome)
struct AlertTests {
  /// Submits a job that ends when its gate is opened.
  private func submit(_ id: String, in shell: PseudoTerminal, _ home: Home) async throws {
    try await shell.run(
      "j <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = '\(id)')) "
        + "%dopar% { while (!file.exists('\(home.workDirectory)/\(id)')) Sys.sleep(0.05); i }")
  }

  @Test("comes with a notice once it is asked for, and not before")
  func rings() async throws {
    let home = try SharedHome.current
    let shell = try await home.shell(columns: 100)
    try await submit("quiet", in: shell, home)
    try home.write("", to: "quiet")
    try await shell.waitFor("a notice") { $0.contains("✓ quiet completed") }
    #expect(shell.screen.bellCount == 0)
    #expect(try await shell.run("notices all desktop").last?.hasPrefix("The desktop is told") == true)
    try await submit("loud", in: shell, home)
    shell.send("half")
    try await shell.waitFor("the text") { $0.currentLine.hasSuffix("half") }
    try home.write("", to: "loud")
    let screen = try await shell.waitFor("a notice that rings") { $0.contains("✓ loud completed") && $0.bellCount == 1 }
    #expect(screen.currentLine == "azp> half")
    shell.send(Key.control("C"))
    try await shell.waitForPrompt()
    _ = try await shell.leave()
  }
}
