import Commands
package import SessionLanguage

/// Looks for mistakes in a text without running any of it.
package struct ScriptCheck: Sendable {
  let console: StandardConsole

  package init(console: StandardConsole) {
    self.console = console
  }

  /// Tells every mistake, in the order of the text; says nothing of a text
  /// that is right.
  ///
  /// - Returns: the exit status: ``ExitStatus/usage`` when there is a mistake.
  package func run(_ source: SourceText) -> Int32 {
    let findings = ProgramCheck.findings(in: source, commands: CommandTable.signatures)
    for finding in findings {
      console.note(ErrorText.text(of: finding, atPrompt: false, terminal: console.terminal))
    }
    return findings.isEmpty ? ExitStatus.success : ExitStatus.usage
  }
}
