package import Commands
import Foundation
import LineEditor
import ParallelJobs
import Rendering
package import Session
import SessionLanguage
import Synchronization

/// The session at a terminal: reads a statement, runs it, shows what comes of
/// it, until the user leaves.
package struct InteractiveShell: Sendable {
  private let session: Session
  private let host: SessionHost
  private let console: StandardConsole
  private let historyFile: HistoryFile
  private let initPath: String?

  /// - Parameter initPath: a file whose statements run before the first
  ///   prompt, if it is there; nil for none.
  package init(
    session: Session, host: SessionHost, console: StandardConsole, historyPath: String, initPath: String? = nil
  ) {
    self.session = session
    self.host = host
    self.console = console
    self.initPath = initPath
    historyFile = HistoryFile(path: historyPath, isSecret: SecretText.isSecret)
  }

  private var shell: ShellState { host.context.shell }

  /// - Returns: the exit status.
  package func run() async -> Int32 {
    let interpreter = Interpreter(host: host)
    shell.interpreter = interpreter
    let history = historyFile
    shell.setHistory { (try? history.load()) ?? [] }
    let reader = BackgroundReader(session: session)
    let editor: LineEditor
    do {
      editor = try makeEditor(interpreter, reader)
    } catch {
      console.note("\(error)\n")
      return ExitStatus.failure
    }
    defer { editor.close() }
    console.setAsker { question in
      if case .line(let answer) = await editor.readAnswer(to: question) { answer } else { nil }
    }
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { await TrafficLog.$isUnasked.withValue(true) { await reader.run() } }
      group.addTask {
        await TrafficLog.$isUnasked.withValue(true) { await JobPoller(session: session).run { tell($0, in: editor) } }
      }
      var status = await runInit(editor, interpreter)
      shell.beginConversation()
      if status == nil { status = await loop(editor, interpreter) { reader.want(.jobs) } }
      reader.finish()
      group.cancelAll()
      return status ?? ExitStatus.success
    }
  }

  /// Tells the ends of jobs: above the line that is typed, or before the next
  /// prompt when a command runs.
  private func tell(_ endings: [JobEnding], in editor: LineEditor) {
    guard let text = NoticeText.block(for: endings, mode: session.jobWatch.mode, signs: console.terminal.signs) else {
      editor.refreshPrompt()
      return
    }
    shell.transcript.record(output: text + "\n")
    editor.printAbove(WordWrap.wrap(text, width: console.terminal.width))
    if session.jobWatch.isAlerting, console.terminal.repaintsProgress { editor.signal(TerminalAlert.sequence(text)) }
  }

  /// Runs the file of statements that the user wants at each start.
  ///
  /// - Returns: the exit status when the process is to end.
  private func runInit(_ editor: LineEditor, _ interpreter: Interpreter) async -> Int32? {
    guard let initPath, let data = FileManager.default.contents(atPath: initPath) else { return nil }
    let source = SourceText(name: initPath, reading: String(decoding: data, as: UTF8.self))
    return await execute(source, editor, interpreter) == .terminated ? ExitStatus.interrupted : nil
  }

  private func loop(
    _ editor: LineEditor, _ interpreter: Interpreter, refresh: @escaping @Sendable () -> Void
  ) async -> Int32 {
    while !console.hasQuit {
      switch await editor.readLine() {
      case .line(let text):
        guard !text.allSatisfy(\.isWhitespace) else { continue }
        remember(text, in: editor)
        shell.transcript.record(statement: text, time: host.now())
        switch await execute(SourceText(name: "<prompt>", reading: text), editor, interpreter) {
        case .done: shell.noteStatement(text)
        case .failed: break
        case .terminated: return ExitStatus.interrupted
        }
        refresh()
      case .interrupted:
        continue
      case .cancelled, .terminated:
        return ExitStatus.interrupted
      case .endOfInput:
        await sayGoodbye()
        return ExitStatus.success
      }
    }
    await sayGoodbye()
    return console.quitStatus ?? ExitStatus.success
  }

  private enum Execution {
    case done
    /// Not all of it, as the user has been told.
    case failed
    /// The process was told to end.
    case terminated
  }

  /// Runs the statements of an entry; Ctrl-C cancels them and not the shell.
  private func execute(_ source: SourceText, _ editor: LineEditor, _ interpreter: Interpreter) async -> Execution {
    let program: Program
    do throws(Diagnostic) {
      program = try Parser.parse(source, commands: CommandTable.signatures)
    } catch {
      console.note(ErrorText.text(of: error, atPrompt: true, terminal: console.terminal))
      return .failed
    }
    let clock = ContinuousClock()
    let start = clock.now
    let isTimed = shell.isTiming
    let work = Task {
      for statement in program.statements {
        try await interpreter.run(statement, of: program)
        if console.hasQuit { return }
      }
    }
    let outcome = Mutex(Execution.done)
    await editor.withInterruptHandler { interrupt in
      if interrupt == .terminate { outcome.withLock { $0 = .terminated } }
      // The terminal has shown `^C` in the middle of a line.
      console.note("\n")
      work.cancel()
    } operation: {
      do {
        try await work.value
      } catch {
        outcome.withLock { if $0 == .done { $0 = .failed } }
        guard !(error is CancellationError) else { return }
        console.note(ErrorText.text(of: error, atPrompt: true, terminal: console.terminal))
      }
    }
    if isTimed { console.note(TimingText.text(of: clock.now - start)) }
    return outcome.withLock { $0 }
  }

  /// Keeps a statement, unless it is a secret or begins with a space: then
  /// neither the file nor Up knows of it.
  private func remember(_ text: String, in editor: LineEditor) {
    do {
      if try historyFile.append(text) { editor.addHistory(text) }
    } catch {
      editor.addHistory(text)
      console.note("The history is not kept: \(error)\n")
    }
  }

  /// Says which jobs go on.
  private func sayGoodbye() async {
    // Leaving must not fail: a service that cannot be asked has nothing to say.
    guard let jobs = try? await session.unfinishedJobs(), !jobs.isEmpty else { return }
    let list = jobs.map { "`\($0)`" }.joined(separator: ", ")
    console.say(
      jobs.count == 1
        ? "The job \(list) keeps running; `getJobList()` in the next session shows it.\n"
        : "The jobs \(list) keep running; `getJobList()` in the next session shows them.\n")
  }

  private func makeEditor(_ interpreter: Interpreter, _ reader: BackgroundReader) throws -> LineEditor {
    let hasColor = console.terminal.hasColor
    let history = historyFile
    let watch = session.jobWatch
    let completer = ShellCompleter(
      knownJobs: session.knownJobs, knownClusters: session.knownClusters, knownNames: session.knownNames,
      interpreter: interpreter, wants: { reader.want($0) }, now: { Date().timeIntervalSince1970 })
    var configuration = LineEditor.Configuration(
      programName: "azp", prompt: { PromptLine.text(running: watch.followed.count, hasColor: hasColor) },
      continuationPrompt: { "...> " }, completer: completer,
      isComplete: { text in
        if case .incomplete = Parser.completeness(of: text, commands: CommandTable.signatures) { return false }
        return true
      },
      history: {
        // The first prompt is there; until now everything else would have delayed it.
        reader.want(.jobs)
        // A history that cannot be read is said so when the first line is kept.
        return (try? history.load()) ?? []
      })
    configuration.ellipsis = console.terminal.signs.ellipsis
    configuration.isSpoken = console.terminal.isAccessible
    configuration.idleAdvice = "`quit` or Ctrl-D leaves; jobs run on."
    // Where nothing can be dim, a hint could be taken for what was typed.
    if hasColor {
      configuration.suggestsFromHistory = true
      configuration.hint = { ArgumentHint.text(for: $0, commands: CommandTable.signatures) }
    }
    return try LineEditor(configuration: configuration)
  }
}
