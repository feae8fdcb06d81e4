import Foundation
import TerminalTesting

/// Holds a dialogue with the shell.
struct DialogueRun {
  let home: Home
  let dialogue: Dialogue
  let columns: Int
  /// How many prompts were there when a key was typed that brings another.
  private var promptsBefore = 0
  private var bellsBefore = 0
  private var shells: [Int: PseudoTerminal] = [:]
  private var current = 1
  private let id = "d\(UUID().uuidString.lowercased().prefix(6))"

  init(_ dialogue: Dialogue, columns: Int, in home: Home) {
    self.home = home
    self.dialogue = dialogue
    self.columns = columns
  }

  /// - Throws: ``Failure`` that names the line which was not met.
  mutating func run() async throws {
    // What waits still must not keep the dialogues after this one waiting.
    defer {
      try? home.write("", to: "gate-\(id)")
      try? freezeService(false)
    }
    var shell = try await open([])
    for (line, step) in dialogue.steps {
      do {
        switch step {
        case .start(let options):
          shell.send(Key.control("C") + Key.control("D"))
          _ = try await shell.waitForEnd(timeout: Self.patience)
          shell = try await open(options)
        case .session(let number):
          current = number
          promptsBefore = 0
          if let known = shells[number] { shell = known } else { shell = try await open([]) }
        default: try await perform(step, shell)
        }
      } catch {
        throw Failure("\(dialogue.file):\(line), \(columns) columns: \(error)")
      }
    }
    for shell in shells.values { try await end(shell) }
  }

  /// Hangs up, and sees that the terminal is left as it was found.
  private func end(_ shell: PseudoTerminal) async throws {
    let place = "\(dialogue.file), \(dialogue.title), \(columns) columns"
    shell.signal(SIGHUP)
    do {
      let ending = try await shell.waitForEnd(timeout: Self.patience)
      if case .signalled = ending, !dialogue.isUnderBash { throw Failure("the shell ended with \(ending)") }
    } catch {
      throw Failure("\(place): \(error)")
    }
    let screen = shell.screen
    if let stray = screen.strays.first { throw Failure("\(place): a stray \(stray).\n\(screen)") }
    let isAsFound =
      shell.isCooked && screen.privateModes.isDisjoint(with: [1049, 2004]) && screen.privateModes.contains(25)
    // Bash sets it to its own liking.
    guard isAsFound || dialogue.isUnderBash else {
      throw Failure("\(place): the terminal is not as it was.\n\(screen)")
    }
  }

  private mutating func open(_ options: [String]) async throws -> PseudoTerminal {
    promptsBefore = 0
    var environment = dialogue.environment.mapValues(filled)
    let shell: PseudoTerminal
    if dialogue.isUnderBash {
      environment.merge(["PS1": "outer$ ", "AZP": Home.program]) { $1 }
      shell = try home.terminal(
        running: "/bin/bash", ["--norc", "--noprofile", "-i"], columns: columns, rows: dialogue.rows,
        environment: environment)
      try await shell.waitFor("the outer prompt") { $0.ends(with: "outer$") }
      shell.send("\"$AZP\"" + Key.enter)
    } else {
      shell = try home.terminal(options, columns: columns, rows: dialogue.rows, environment: environment)
    }
    shells[current] = shell
    try await shell.waitForPrompt()
    try await shell.waitForKeys()
    return shell
  }

  private mutating func perform(_ step: DialogueStep, _ shell: PseudoTerminal) async throws {
    switch step {
    case .type(let text):
      let isEnding = ["<Enter>", "<^C>", "<^D>"].contains { text.hasSuffix($0) }
      promptsBefore = isEnding ? shell.screen.prompts : 0
      bellsBefore = shell.screen.bellCount
      shell.send(keys(filled(text)))
    case .tab(let text):
      let text = filled(text)
      try await eventually("Tab completes to '\(text)'") {
        let bells = shell.screen.bellCount
        shell.send(Key.tab)
        let screen = try await shell.waitFor("an answer to Tab") { $0.bellCount > bells || $0.ends(with: text) }
        return screen.ends(with: text)
      }
    case .run(let text):
      try await shell.waitForKeys()
      let shown = shell.screen.prompts
      shell.send(keys(filled(text)) + Key.enter)
      try await shell.waitFor("the prompt after `\(text)`", timeout: Self.patience) {
        $0.isAtEmptyPrompt && $0.prompts > shown
      }
    case .paste(let count, let line):
      let text = lines(count, line).joined(separator: "\n")
      // A terminal marks a paste for whoever has asked for it.
      shell.send(
        shell.screen.privateModes.contains(2004) ? Key.paste(text) : text.replacing("\n", with: Key.enter))
    case .ahead(let count, let line): shell.send(lines(count, line).map { $0 + Key.enter }.joined())
    case .submit:
      try await perform(.run(filled(submission)), shell)
      try await perform(.sees("Submitted the job `\(id)`"), shell)
    case .open: try home.write("", to: "gate-\(id)")
    case .elsewhere(let text): try await home.succeed(filled(text))
    case .resize(let columns): try shell.resize(columns: columns, rows: dialogue.rows)
    case .signal(let number): shell.signal(number)
    case .service(.killed): kill(try home.service().processID, SIGKILL)
    case .service(.stopped): _ = try await home.azp("stop")
    case .service(let fate): try freezeService(fate == .frozen)
    case .write(let file, let text):
      let directory = URL(fileURLWithPath: "\(home.workDirectory)/\(filled(file))").deletingLastPathComponent()
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      try home.write(filled(text).replacing("\\n", with: "\n") + "\n", to: filled(file))
    case .start, .session: break
    case .cooked: try await eventually("the terminal is in line mode") { shell.isCooked }
    case .line, .prompt, .hint, .cursor, .sees, .shows, .hides, .bell, .times, .ends: try await wait(for: step, shell)
    case .lacks(let text):
      if shell.screen.count(of: filled(text)) > 0 { throw Failure("`\(text)` was shown.\n\(shell.screen)") }
    case .kept(let file, let text):
      try await eventually("`\(file)` holds `\(text)`") { home.text(of: filled(file)).contains(filled(text)) }
    case .unkept(let file, let text):
      if home.text(of: filled(file)).contains(filled(text)) { throw Failure("`\(file)` holds `\(text)`.") }
    }
  }

  /// Generous, for slow machines; nothing waits longer than needed.
  private static let patience = Duration.seconds(120)

  private func wait(for step: DialogueStep, _ shell: PseudoTerminal) async throws {
    if case .ends(let status) = step {
      let ending = try await shell.waitForEnd(timeout: Self.patience)
      guard ending == .exited(status) else { throw Failure("The shell ended with \(ending).") }
      return
    }
    let condition: @Sendable (Screen) -> Bool
    switch step {
    case .line(let text):
      let text = filled(text)
      condition = { $0.ends(with: text) }
    case .prompt:
      let before = promptsBefore
      condition = { $0.isAtEmptyPrompt && $0.prompts > before }
    case .hint(let text):
      let text = filled(text)
      condition = { screen in
        let hint = screen.hint.trimmingCharacters(in: .whitespaces)
        return hint == text || (hint.hasSuffix("…") && !text.isEmpty && text.hasPrefix(hint.dropLast()))
      }
    case .cursor(let column): condition = { $0.cursor.column == column }
    case .sees(let text):
      let text = filled(text)
      condition = { $0.count(of: text) > 0 }
    case .shows(let text):
      let text = filled(text)
      condition = { $0.shows(text) }
    case .hides(let text):
      let text = filled(text)
      condition = { !$0.shows(text) }
    case .bell:
      let before = bellsBefore
      condition = { $0.bellCount > before }
    case .times(let count, let text):
      let text = filled(text)
      condition = { $0.count(of: text) == count }
    default: return
    }
    try await shell.waitFor("\(step)", timeout: Self.patience, condition)
    if case .prompt = step { try await shell.waitForKeys() }
  }

  /// Keeps the service from answering, or lets it go on.
  private func freezeService(_ isFrozen: Bool) throws {
    kill(try home.service().processID, isFrozen ? SIGSTOP : SIGCONT)
  }

  private var submission: String {
    "j <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = '{id}')) "
      + "%dopar% { while (!file.exists('\(home.workDirectory)/gate-{id}')) Sys.sleep(0.05); i }"
  }

  private func filled(_ text: String) -> String {
    text.replacing("{id}", with: id).replacing("{work}", with: home.workDirectory)
  }

  private func lines(_ count: Int, _ line: String) -> [String] {
    (1...count).map { filled(line).replacing("{n}", with: "\($0)") }
  }

  private static let named = [
    "Enter": Key.enter, "Tab": Key.tab, "Esc": Key.escape, "Backspace": Key.backspace, "Delete": Key.delete,
    "Space": " ", "Up": Key.up, "Down": Key.down, "Left": Key.left, "Right": Key.right, "Home": Key.home,
    "End": Key.end, "PageUp": Key.pageUp, "PageDown": Key.pageDown,
  ]

  private func keys(_ text: String) -> String {
    var keys = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "<") {
      keys += rest[..<open]
      rest = rest[open...]
      let name = rest.dropFirst().prefix { $0 != ">" }
      if let key = Self.named[String(name)] {
        keys += key
        rest = rest.dropFirst(name.count + 2)
      } else if name.count == 2, name.first == "^", let letter = name.last {
        keys += Key.control(letter)
        rest = rest.dropFirst(name.count + 2)
      } else {
        keys += "<"
        rest = rest.dropFirst()
      }
    }
    return keys + rest
  }
}
