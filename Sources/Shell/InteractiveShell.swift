package import Commands
import Foundation
import LineEditor
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

  package init(session: Session, host: SessionHost, console: StandardConsole, historyPath: String) {
    self.session = session
    self.host = host
    self.console = console
    historyFile = HistoryFile(path: historyPath, isSecret: SecretText.isSecret)
  }

  /// - Returns: the exit status.
  package func run() async -> Int32 {
    let interpreter = Interpreter(host: host)
    let (wishes, wish) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let editor: LineEditor
    do {
      editor = try makeEditor(interpreter, wishesFreshJobs: { wish.yield() })
    } catch {
      console.note("\(error)\n")
      return ExitStatus.failure
    }
    defer { editor.close() }
    console.setAsker { question in
      guard case .line(let answer) = await editor.readAnswer(to: question) else { return false }
      return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
    }
    return await withTaskGroup(of: Void.self) { group in
      // One at a time, and only when somebody asks: a polite client.
      group.addTask {
        for await _ in wishes where !Task.isCancelled {
          // Completion goes on with what it knows when the service cannot be
          // asked; the next command will say why.
          try? await session.refreshKnownJobs()
          try? await session.refreshKnownClusters()
        }
      }
      let status = await loop(editor, interpreter) { wish.yield() }
      wish.finish()
      group.cancelAll()
      return status
    }
  }

  private func loop(
    _ editor: LineEditor, _ interpreter: Interpreter, refresh: @escaping @Sendable () -> Void
  ) async -> Int32 {
    refresh()
    var line = 0
    while !console.hasQuit {
      switch await editor.readLine() {
      case .line(let text):
        guard !text.allSatisfy(\.isWhitespace) else { continue }
        line += 1
        remember(text, in: editor)
        let didEnd = await execute(text, line: line, editor, interpreter)
        if didEnd { return ExitStatus.interrupted }
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
    return ExitStatus.success
  }

  /// Runs one statement; Ctrl-C cancels it and not the shell.
  ///
  /// - Returns: whether the process was told to end.
  private func execute(
    _ text: String, line: Int, _ editor: LineEditor, _ interpreter: Interpreter
  ) async -> Bool {
    let source = SourceText(name: "<prompt>", text: text)
    let program: Program
    do throws(Diagnostic) {
      program = try Parser.parse(source, commands: CommandTable.signatures)
    } catch {
      console.note(ErrorText.text(of: error, atPrompt: true, terminal: console.terminal))
      return false
    }
    let work = Task {
      for statement in program.statements {
        try await interpreter.run(statement, of: program)
        if console.hasQuit { return }
      }
    }
    let isTerminated = Mutex(false)
    await editor.withInterruptHandler { interrupt in
      if interrupt == .terminate { isTerminated.withLock { $0 = true } }
      // Ctrl-C is a key of the pager's then.
      if interrupt == .interrupt, console.hasLentTerminal { return }
      // The terminal has shown `^C` in the middle of a line.
      console.note("\n")
      work.cancel()
    } operation: {
      do {
        try await work.value
      } catch is CancellationError {
        return
      } catch {
        console.note(ErrorText.text(of: error, atPrompt: true, terminal: console.terminal))
      }
    }
    return isTerminated.withLock { $0 }
  }

  private func remember(_ text: String, in editor: LineEditor) {
    editor.addHistory(text)
    do {
      try historyFile.append(text)
    } catch {
      console.note("The history is not kept: \(error)\n")
    }
  }

  /// Says which jobs go on.
  private func sayGoodbye() async {
    // Leaving must not fail: a service that cannot be asked has nothing to say.
    guard let jobs = try? await session.unfinishedJobs(), !jobs.isEmpty else { return }
    let list = jobs.map { "`\($0)`" }.joined(separator: ", ")
    console.note(
      jobs.count == 1
        ? "The job \(list) keeps running; `getJobList()` in the next session shows it.\n"
        : "The jobs \(list) keep running; `getJobList()` in the next session shows them.\n")
  }

  private func makeEditor(
    _ interpreter: Interpreter, wishesFreshJobs: @escaping @Sendable () -> Void
  ) throws -> LineEditor {
    let hasColor = console.terminal.hasColor
    let history = historyFile
    let completer = ShellCompleter(
      knownJobs: session.knownJobs, knownClusters: session.knownClusters, interpreter: interpreter,
      wantsFreshJobs: wishesFreshJobs,
      now: { Date().timeIntervalSince1970 })
    return try LineEditor(
      configuration: LineEditor.Configuration(
        programName: "azp", prompt: { hasColor ? "\u{1B}[1;34mazp>\u{1B}[0m " : "azp> " },
        continuationPrompt: { "...> " }, completer: completer,
        isComplete: { text in
          if case .incomplete = Parser.completeness(of: text, commands: CommandTable.signatures) { return false }
          return true
        },
        // A history that cannot be read is said so when the first line is kept.
        history: { (try? history.load()) ?? [] }))
  }
}
