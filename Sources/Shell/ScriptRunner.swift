package import Commands
package import SessionLanguage

/// Runs a whole text: a script, `-e`, or standard input.
package struct ScriptRunner: Sendable {
  let host: SessionHost
  let console: StandardConsole
  /// Runs the statements after one that failed as well.
  let keepsGoing: Bool

  package init(host: SessionHost, console: StandardConsole, keepsGoing: Bool) {
    self.host = host
    self.console = console
    self.keepsGoing = keepsGoing
  }

  /// Runs the text and says what went wrong.
  ///
  /// The text is parsed whole before its first statement runs. It stops at
  /// the first error unless told to keep going, which still ends with that
  /// error's status.
  ///
  /// - Returns: the exit status.
  package func run(_ source: SourceText) async -> Int32 {
    let program: Program
    do throws(Diagnostic) {
      program = try Parser.parse(source, commands: CommandTable.signatures)
    } catch {
      console.note(ErrorText.text(of: error, atPrompt: false, terminal: console.terminal))
      return ExitStatus.usage
    }
    let interpreter = Interpreter(host: host)
    let shell = host.context.shell
    shell.interpreter = interpreter
    var status = ExitStatus.success
    for statement in program.statements {
      let text = source.substring(statement.span)
      shell.transcript.record(statement: text, time: host.now())
      let clock = ContinuousClock()
      let start = clock.now
      let isTimed = shell.isTiming
      do {
        try await interpreter.run(statement, of: program)
        shell.noteStatement(text)
      } catch {
        if !(error is CancellationError) {
          console.note(ErrorText.text(of: error, atPrompt: false, terminal: console.terminal))
        }
        if status == ExitStatus.success { status = ExitStatus.of(error) }
        if !keepsGoing || error is CancellationError { break }
      }
      if isTimed { console.note(TimingText.text(of: clock.now - start)) }
      if console.hasQuit { break }
    }
    if let chosen = console.quitStatus { return chosen }
    if status == ExitStatus.success, console.hasFailedTasks { return ExitStatus.failedTasks }
    return status
  }
}
