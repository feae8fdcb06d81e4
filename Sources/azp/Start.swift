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

/// What azp does without a subcommand: runs a script, or opens the shell. Its
/// members are the arguments of ``Run``, with what they are when none is given.
struct Start: Sendable {
  var expression: [String] = []
  var keepGoing = false
  var check = false
  var noInit = false
  var format = FormatName.auto
  var yes = false
  var dryRun = false
  var script: String?
  var arguments: [String] = []

  /// - Throws: `ExitCode` with the status of the process.
  func run() async throws -> Never {
    setlocale(LC_CTYPE, "")
    setlocale(LC_COLLATE, "")
    signal(SIGPIPE, SIG_IGN)
    Suspension.countResumptions()
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
    // Nothing is under way any more, and the system closes the connections: to end them in order would only be
    // something to wait for.
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
    if !expression.isEmpty { return SourceText(name: "-e", reading: expression.joined(separator: "\n")) }
    guard let script, script != "-" else {
      if script == nil, isInteractive { return nil }
      guard let data = try? FileHandle.standardInput.readToEnd() ?? Data() else {
        try fail("Standard input cannot be read; give a script or -e.", ExitStatus.failure)
      }
      return SourceText(name: "<stdin>", reading: try text(of: data, "Standard input"))
    }
    guard let data = FileManager.default.contents(atPath: script) else {
      try fail("The script \(script) cannot be read; \(advice(script))", ExitStatus.failure)
    }
    return SourceText(name: script, reading: try text(of: data, "The script \(script)"))
  }

  /// What may have been meant by a script that cannot be read.
  private func advice(_ script: String) -> String {
    let commands = CommandTable.signatures
    if let name = Self.guesses[script.lowercased()], let command = commands.first(where: { $0.name == name }) {
      return Self.advice(command, arguments)
    }
    if let command = commands.first(where: { $0.name.lowercased() == script.lowercased() }) {
      return Self.advice(command, arguments)
    }
    let names = ["serve", "stop", "credentials", "completions", "manual"]
    if let name = EditDistance.suggestion(for: script, among: names) { return "did you mean `azp \(name)`?" }
    return "check its name."
  }

  /// What users of other programs try first, and the command that does it.
  private static let guesses = [
    "list": "getJobList", "ls": "getJobList", "jobs": "getJobList", "ps": "getJobList", "status": "getJobList",
    "get": "getJob", "show": "getJob", "describe": "getJob", "info": "getJob", "job": "getJob",
    "result": "getJobResult", "results": "getJobResult", "wait": "waitForJob", "watch": "watchJob",
    "explain": "explainJob", "retry": "retryJob", "tasks": "getTaskList", "logs": "getJobFile", "log": "getJobFile",
    "delete": "deleteJob", "rm": "deleteJob", "cancel": "terminateJob", "kill": "terminateJob",
    "terminate": "terminateJob", "clusters": "getClusterList", "pools": "getClusterList", "nodes": "getNodeList",
    "login": "setCredentials",
  ]

  /// How a command of the session is given on the command line.
  private static func advice(_ command: CommandSignature, _ arguments: [String]) -> String {
    let isPlain = arguments.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9._\/][A-Za-z0-9._\/-]*/) != nil }
    let wanted = command.parameters.filter(\.isRequired).map { $0.name.uppercased() }
    let words = isPlain && arguments.count >= wanted.count ? arguments : wanted
    let statement = words.isEmpty ? "\(command.name)()" : ([command.name] + words).joined(separator: " ")
    return "commands stand behind -e: `azp -e '\(statement)'`."
  }

  private func text(of data: Data, _ subject: String) throws -> String {
    guard let text = String(data: data, encoding: .utf8) else {
      try fail("\(subject) is not UTF-8 text; save it as UTF-8.", ExitStatus.usage)
    }
    return text
  }
}
