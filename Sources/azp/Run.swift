import ArgumentParser
import AzureWire
import Commands
import Foundation
import Rendering
import Session
import SessionLanguage
import Shell

#if canImport(Glibc)
  @preconcurrency import Glibc
#endif

/// `azp [script]`: a script, `-e`, standard input, or the shell.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a script, or open the shell (the default).")

  @Option(name: .short, help: "Run this text instead of a script.")
  var expression: String?

  @Flag(help: "Go on after a statement that failed; the exit status still tells.")
  var keepGoing = false

  @ArgumentParser.Argument(help: "The script; - for standard input.")
  var script: String?

  func run() async throws {
    setlocale(LC_CTYPE, "")
    setlocale(LC_COLLATE, "")
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    guard let paths = StatePaths(environment: environment) else {
      try fail(
        "No state directory is known: neither AZP_STATE_DIR, XDG_STATE_HOME nor HOME is set.", ExitStatus.failure)
    }
    let console = StandardConsole(terminal: Terminal(environment: environment))
    let session = Session(service: LocalService(paths: paths, executable: ThisProgram.path))
    let host = SessionHost(
      context: CommandContext(session: session, console: console, now: { Date().timeIntervalSince1970 }))
    let status = try await run(console: console, session: session, host: host, paths: paths)
    await host.close()
    try await session.close()
    throw ExitCode(status)
  }

  private func run(
    console: StandardConsole, session: Session, host: SessionHost, paths: StatePaths
  ) async throws -> Int32 {
    let isShell = expression == nil && (script == nil) && console.terminal.isInteractive
    if isShell {
      let shell = InteractiveShell(session: session, host: host, console: console, historyPath: paths.history)
      return await shell.run()
    }
    let source = try source()
    return await ScriptInterrupts.run(ScriptRunner(host: host, console: console, keepsGoing: keepGoing), source)
  }

  private func source() throws -> SourceText {
    if let expression { return SourceText(name: "-e", text: expression) }
    guard let script, script != "-" else {
      return SourceText(name: "<stdin>", text: try text(of: FileHandle.standardInput.readToEnd() ?? Data(), "<stdin>"))
    }
    guard let data = FileManager.default.contents(atPath: script) else {
      try fail("The script \(script) cannot be read; check its name.", ExitStatus.failure)
    }
    return SourceText(name: script, text: try text(of: data, script))
  }

  private func text(of data: Data, _ name: String) throws -> String {
    guard let text = String(data: data, encoding: .utf8) else {
      try fail("\(name) is not UTF-8 text; save it as UTF-8.", ExitStatus.usage)
    }
    return text
  }
}

/// Ends the program with one sentence.
func fail(_ sentence: String, _ status: Int32) throws -> Never {
  FileHandle.standardError.write(Data((sentence + "\n").utf8))
  throw ExitCode(status)
}
