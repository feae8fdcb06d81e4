import ArgumentParser
import AzureWire
import Commands
import Foundation
import Rendering
import Session
import SessionLanguage
import Shell
import Wording

#if canImport(Glibc)
  @preconcurrency import Glibc
#endif

/// `azp [script]`: a script, `-e`, standard input, or the shell.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run a script, or open the shell (the default).")

  @Option(
    name: .short,
    help: ArgumentHelp("Run this text instead of a script; may be given several times.", valueName: "statements"),
    completion: .list(CommandTable.signatures.map(\.name)))
  var expression: [String] = []

  @Flag(help: "Go on after a statement that failed; the exit status still tells.")
  var keepGoing = false

  @Flag(help: "Only look for mistakes: nothing runs, each mistake is told, and the exit status is 2 if there is one.")
  var check = false

  @Flag(help: "Do not run ~/.config/azp/init.azp when the shell opens.")
  var noInit = false

  @Option(help: "How values are written; azp -e 'help formats' explains them.")
  var format = FormatName.auto

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(help: "Change nothing on the service: commands and loops say what they would do.")
  var dryRun = false

  @ArgumentParser.Argument(
    help: "The script, - for standard input; behind it, or behind -e, arguments for commandArgs().",
    completion: .file(extensions: ["azp"]))
  var script: String?

  @ArgumentParser.Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() async throws {
    setlocale(LC_CTYPE, "")
    setlocale(LC_COLLATE, "")
    signal(SIGPIPE, SIG_IGN)
    let console = StandardConsole(
      terminal: Terminal(environment: ProcessInfo.processInfo.environment), assumesYes: yes)
    // What cannot be read is told before anything is opened.
    let source = try source(isInteractive: console.terminal.isInteractive)
    if check {
      guard let source else { try fail("There is nothing to check; give a script or -e.", ExitStatus.usage) }
      throw ExitCode(ScriptCheck(console: console).run(source))
    }
    let paths = try StateDirectory.find(nil)
    let session = Session(service: LocalService(paths: paths, executable: ThisProgram.path))
    let host = SessionHost(
      context: CommandContext(
        session: session, console: console, shell: ShellState(transcript: console.transcript),
        output: OutputSettings(format: format), isDryRun: dryRun, now: { Date().timeIntervalSince1970 }),
      commandArguments: commandArguments)
    let status: Int32
    if let source {
      let runner = ScriptRunner(host: host, console: console, keepsGoing: keepGoing)
      // Ctrl-C ends a wait with its sentence, below the `^C` that the terminal has shown.
      status = try await CancellingSignals.run(
        [SIGINT, SIGTERM], onSignal: { if isatty(2) == 1 { StandardStream.error.write("\n") } }
      ) { await runner.run(source) }
    } else {
      let shell = InteractiveShell(
        session: session, host: host, console: console, historyPath: paths.history,
        initPath: noInit ? nil : Self.initPath)
      status = await shell.run()
    }
    await host.close()
    try await session.close()
    throw ExitCode(status)
  }

  /// As `Rscript` has them: the program, the script, and behind `--args` what
  /// was given to it.
  private var commandArguments: [String] {
    let isText = !expression.isEmpty
    let given = (isText ? [script].compactMap { $0 } : []) + arguments
    let file = isText ? ["-e"] : script.map { ["--file=\($0)"] } ?? []
    return ["azp"] + file + (given.isEmpty ? [] : ["--args"] + given)
  }

  /// `$XDG_CONFIG_HOME/azp/init.azp`, by default below `~/.config`; nil when
  /// not even a home directory is known.
  private static var initPath: String? {
    let environment = ProcessInfo.processInfo.environment
    let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let directory = configuration ?? environment["HOME"].map { $0 + "/.config" }
    return directory.map { $0 + "/azp/init.azp" }
  }

  /// What is to be run; nil for the shell.
  private func source(isInteractive: Bool) throws -> SourceText? {
    if !expression.isEmpty { return SourceText(name: "-e", text: expression.joined(separator: "\n")) }
    guard let script, script != "-" else {
      if script == nil, isInteractive { return nil }
      guard let data = try? FileHandle.standardInput.readToEnd() ?? Data() else {
        try fail("Standard input cannot be read; give a script or -e.", ExitStatus.failure)
      }
      return SourceText(name: "<stdin>", text: try text(of: data, "Standard input"))
    }
    guard let data = FileManager.default.contents(atPath: script) else {
      try fail("The script \(script) cannot be read; \(Self.advice(script))", ExitStatus.failure)
    }
    return SourceText(name: script, text: try text(of: data, "The script \(script)"))
  }

  /// What may have been meant by a script that cannot be read.
  private static func advice(_ script: String) -> String {
    let names = ["serve", "stop", "credentials", "completions", "manual"]
    if let name = EditDistance.suggestion(for: script, among: names) { return "did you mean `azp \(name)`?" }
    return "check its name."
  }

  private func text(of data: Data, _ subject: String) throws -> String {
    guard let text = String(data: data, encoding: .utf8) else {
      try fail("\(subject) is not UTF-8 text; save it as UTF-8.", ExitStatus.usage)
    }
    return text
  }
}

extension FormatName: ExpressibleByArgument {}

/// Ends the program with one sentence.
func fail(_ sentence: String, _ status: Int32) throws -> Never {
  StandardStream.error.write(sentence + "\n")
  throw ExitCode(status)
}
