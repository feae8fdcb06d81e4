internal import Glibc
internal import LineEditor

/// A program with nothing but the line editor in it, for the editor's tests.
///
/// It prints what each read returned. The statement `run` waits for Ctrl-C;
/// `ask` reads an answer. The named pipe in `DEMO_NOTICES` takes notices, one a
/// line; the line `close` closes the editor, `cancel` cancels the read. With
/// `DEMO_HINTS` the editor shows hints. With
/// `DEMO_PROMPT_TELLS_MODE` the prompt names the mode the terminal is in.
@main
struct LineEditorDemo {
  static func main() async throws {
    var configuration = LineEditor.Configuration(
      programName: "demo", prompt: prompt, continuationPrompt: { "....> " },
      completer: DemoCompleter(), isComplete: isComplete, history: { ["getJobList()", "print(1)"] })
    if environment("DEMO_HINTS") != nil {
      configuration.suggestsFromHistory = true
      configuration.hint = { $0.hasSuffix("(") ? "jobId, [verbose])" : nil }
    }
    let editor = try LineEditor(configuration: configuration)
    let (commands, feed) = AsyncStream<String>.makeStream()
    if let path = environment("DEMO_NOTICES") { watch(path, feed: feed) }
    let session = Task {
      var statements = 0
      while true {
        let input = await editor.readLine()
        statements += 1
        print("<\(input)>")
        if case .line(let text) = input {
          editor.addHistory(text)
          await run(text, editor: editor)
        }
        if [.endOfInput, .terminated, .cancelled].contains(input) { break }
      }
    }
    let listener = Task {
      for await command in commands {
        switch command {
        case "close": editor.close()
        case "cancel": session.cancel()
        default: editor.printAbove(command)
        }
      }
    }
    await session.value
    listener.cancel()
    editor.close()
    print("bye")
  }

  @Sendable private static func prompt() -> String {
    guard environment("DEMO_PROMPT_TELLS_MODE") != nil else { return "\u{1B}[1;32mdemo\u{1B}[0m> " }
    var mode = termios()
    let echoes = tcgetattr(STDIN_FILENO, &mode) == 0 && mode.c_lflag & tcflag_t(ECHO) != 0
    return echoes ? "echoing> " : "editing> "
  }

  private static func run(_ text: String, editor: LineEditor) async {
    switch text {
    case "run":
      let (interrupts, feed) = AsyncStream<LineEditor.Interrupt>.makeStream()
      await editor.withInterruptHandler {
        feed.yield($0)
      } operation: {
        print("running")
        for await interrupt in interrupts {
          print("stopped by \(interrupt)")
          break
        }
      }
    case "ask": print("<\(await editor.readAnswer(to: "sure? "))>")
    case "exit": exit(3)
    default: break
    }
  }

  @Sendable private static func isComplete(_ statement: String) -> Bool {
    statement.filter { $0 == "{" }.count <= statement.filter { $0 == "}" }.count
  }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func watch(_ path: String, feed: AsyncStream<String>.Continuation) {
    Task.detached {
      guard let pipe = fopen(path, "r") else { return }
      defer { fclose(pipe) }
      var line: UnsafeMutablePointer<CChar>?
      var capacity = 0
      defer { free(line) }
      while getline(&line, &capacity, pipe) > 0, let text = line {
        feed.yield(String(String(cString: text).dropLast()))
      }
    }
  }
}
