internal import CEditLine
internal import Glibc

/// The thread that owns libedit: takes requests from the mailbox, reads lines,
/// and is the only one to write to the terminal meanwhile.
final class EditorThread: EditSession.Owner {
  private let configuration: LineEditor.Configuration
  private let mailbox: EditorMailbox
  private var session: EditSession?
  private var reading: StatementReading?
  private var decoder = KeyDecoder(isTerminal: false)
  private var recall = HistoryRecall([])
  private var isHistoryLoaded = false
  private var completionKey = CompletionKey()
  private var hintPlace = HintPlace()
  private var pastes: [String] = []
  /// Why the current line is to end, once that is so.
  private var verdict: LineEditor.Input?
  private var isTerminated = false

  /// A statement on its way: the request and the lines that are entered.
  private struct StatementReading {
    let request: EditorMailbox.Request
    /// The finished lines, each with its newline.
    var finishedLines = ""

    var isAnswer: Bool {
      if case .answer = request.kind { return true }
      return false
    }
  }

  init(configuration: LineEditor.Configuration, mailbox: EditorMailbox) {
    self.configuration = configuration
    self.mailbox = mailbox
  }

  /// Works until the mailbox says stop.
  func run() {
    _ = ceditline_use_utf8()
    session = EditSession(programName: configuration.programName, owner: self)
    if let session {
      decoder = KeyDecoder(isTerminal: session.isTerminal, translatesArrows: session.usesViKeys)
    }
    loop: while true {
      mailbox.answerLeftOver()
      switch mailbox.takeWork() {
      case .read(let request): mailbox.finish(request, with: answer(to: request))
      case .stop: break loop
      case nil: waitForMail()
      }
    }
    session = nil
    mailbox.answerLeftOver()
    for notice in mailbox.takeNotices() { print(notice) }
  }

  // MARK: Between lines

  private func waitForMail() {
    var wake = pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    poll(&wake, 1, -1)
    for signal in takeSignals() {
      switch signal {
      case SIGINT: mailbox.deliver(.interrupt)
      case SIGTERM, SIGHUP:
        isTerminated = true
        mailbox.deliver(.terminate)
      default: break
      }
    }
  }

  /// The signals whose bytes are in the pipe; the bytes that only wake are
  /// dropped.
  private func takeSignals() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(mailbox.wakeDescriptor, &bytes, bytes.count)
    return count > 0 ? bytes[..<count].filter { $0 != 0 }.map(Int32.init) : []
  }

  // MARK: One statement

  private func answer(to request: EditorMailbox.Request) -> LineEditor.Input {
    guard let session, !isTerminated else { return isTerminated ? .terminated : .endOfInput }
    for entry in mailbox.takeHistory() {
      recall.append(entry)
      hintPlace = HintPlace()
      session.reserve(entry.utf8.count)
      session.addHistory(entry)
    }
    let news = mailbox.takeNews(for: request)
    for notice in news.notices { session.write(notice + "\n") }
    for signal in news.signals { session.write(signal) }
    if news.isCancelled { return .cancelled }

    reading = StatementReading(request: request)
    verdict = nil
    ceditline_relay_editing(session.isTerminal)
    defer {
      ceditline_relay_editing(false)
      reading = nil
    }
    while true {
      recall.startLine()
      // Before the prompt: a key typed between the two would be shown by the
      // terminal, and by the editor once more.
      if session.isTerminal { session.setEditingMode(true) }
      session.prompt = currentPrompt()
      let outcome = session.readLine()
      if let verdict { return verdict }
      guard case .line(let line) = outcome else { return endOfInput(on: session) }
      guard let soFar = reading?.finishedLines else { return .endOfInput }
      let statement = soFar + line
      if reading?.isAnswer == true || configuration.isComplete(statement) { return .line(statement) }
      reading?.finishedLines = statement + "\n"
    }
  }

  private func endOfInput(on session: EditSession) -> LineEditor.Input {
    let unfinished = reading?.finishedLines ?? ""
    guard session.isTerminal else {
      // A file that ends within a statement: its reader says what is missing.
      return unfinished.isEmpty ? .endOfInput : .line(String(unfinished.dropLast()))
    }
    session.write("\n")
    return unfinished.isEmpty ? .endOfInput : .interrupted
  }

  private func currentPrompt() -> PromptText {
    guard let reading else { return PromptText("") }
    switch reading.request.kind {
    case .answer(let question): return PromptText(question)
    case .statement:
      return PromptText(
        reading.finishedLines.isEmpty ? configuration.prompt() : configuration.continuationPrompt())
    }
  }

  // MARK: Keys

  func readKey() -> EditSession.KeyRead {
    while true {
      if handleNews() { return .abandon }
      switch decoder.next() {
      case .character(let scalar): return .scalar(scalar)
      case .paste(let text):
        pastes.append(text)
        guard let key = Unicode.Scalar(UInt32(ceditline_paste_key)) else { continue }
        return .scalar(key)
      case nil: loadHistory()
      }
      var ends = [
        pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      ]
      let patience = decoder.patience.map { Int32($0 / .milliseconds(1)) } ?? -1
      var ready = patience < 0 ? poll(&ends, 2, 0) : 0
      if ready == 0 {
        // Nothing is waiting to be handled: the time to show what could follow.
        if patience < 0 { showHint() }
        ready = poll(&ends, 2, patience)
        if let session { hintPlace.hide(on: session) }
      }
      if ready == 0 { decoder.giveUp() }
      guard ready > 0 else { continue }
      if ends[0].revents != 0 {
        for signal in takeSignals() { handle(signal) }
        if verdict != nil { return .abandon }
      } else if ends[1].revents != 0, !readBytes() {
        return .endOfInput
      }
    }
  }

  private func showHint() {
    guard let session, let reading, !reading.isAnswer, session.isTerminal, session.canRedraw,
      configuration.hint != nil || configuration.suggestsFromHistory
    else { return }
    let line = session.line
    guard line.cursorIndex == line.scalars.count, !line.scalars.contains("\n") else { return }
    hintPlace.find(for: reading.finishedLines + line.text) { statement in
      if let advice = configuration.hint?(statement) { return .advice(advice) }
      guard configuration.suggestsFromHistory else { return nil }
      return recall.suggestion(for: statement).map(HintPlace.Hint.suggestion)
    }
    hintPlace.show(on: session, ellipsis: configuration.ellipsis)
  }

  /// Takes over what is shown behind the line, or else goes right.
  private func acceptHint(on session: EditSession) -> Bool {
    let line = session.line
    guard line.cursorIndex == line.scalars.count else {
      session.moveRight()
      return true
    }
    let statement = (reading?.finishedLines ?? "") + line.text
    guard let rest = hintPlace.suggestion(for: statement) else { return false }
    session.insert(rest)
    return true
  }

  /// Loads the history the first time there is nothing better to do.
  private func loadHistory() {
    guard !isHistoryLoaded, let session, session.isTerminal else { return }
    isHistoryLoaded = true
    let earlier = configuration.history()
    recall = HistoryRecall(earlier + recall.entries)
    // What libedit would cut short is left to Up and Down, which would not.
    for entry in earlier where entry.utf8.count <= EditSession.initialCapacity { session.addHistory(entry) }
  }

  /// Takes bytes from standard input; false at its end. One at a time, so that
  /// what is typed ahead stays with the terminal, for whoever reads next.
  private func readBytes() -> Bool {
    var bytes = [UInt8](repeating: 0, count: decoder.isPasting ? 4096 : 1)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    for byte in bytes[..<count] { decoder.feed(byte) }
    return count > 0
  }

  // MARK: What happens while a line is typed

  /// Shows notices and takes note of the end; true when the line must end.
  private func handleNews() -> Bool {
    guard verdict == nil, let session, let reading else { return verdict != nil }
    let news = mailbox.takeNews(for: reading.request)
    if news.isCancelled || news.isClosing {
      verdict = news.isCancelled ? .cancelled : .endOfInput
      if session.isTerminal { session.eraseLine() }
      return true
    }
    guard session.isTerminal else {
      for notice in news.notices { session.write(notice + "\n") }
      return false
    }
    for signal in news.signals { session.write(signal) }
    if !news.notices.isEmpty {
      session.printAbove(news.notices.joined(separator: "\n"), thenPrompt: currentPrompt())
    } else if news.isPromptStale {
      session.redraw(prompt: currentPrompt())
    }
    return false
  }

  private func handle(_ signal: Int32) {
    // Also when a Ctrl-C right before it ends the line already.
    if signal == SIGTERM || signal == SIGHUP { isTerminated = true }
    guard let session, verdict == nil else { return }
    switch signal {
    case SIGINT: abandon(.interrupted, mark: "^C")
    case SIGTERM, SIGHUP: abandon(.terminated, mark: "")
    case SIGWINCH: session.redrawAfterResize()
    case SIGTSTP:
      session.abandonLine(mark: "")
      session.setEditingMode(false)
      ceditline_relay_stop_process()
      session.setEditingMode(true)
      session.learnSize()
      session.redraw()
    case SIGCONT:
      // Stopped and continued from outside: the shell may have set the
      // terminal to its own liking meanwhile.
      session.setEditingMode(false)
      session.setEditingMode(true)
      session.redrawAfterResize()
    default: break
    }
  }

  private func abandon(_ input: LineEditor.Input, mark: String) {
    verdict = input
    decoder.reset()
    guard let session, session.isTerminal else { return }
    let isIdle = session.line.scalars.isEmpty && reading?.finishedLines.isEmpty == true && reading?.isAnswer == false
    session.abandonLine(mark: mark)
    if input == .interrupted, isIdle, let advice = configuration.idleAdvice { session.write(advice + "\r\n") }
  }

  // MARK: Keys of ours

  func run(_ command: EditSession.Command) -> Bool {
    guard let session else { return false }
    switch command {
    case .complete: return complete(on: session)
    case .insertPaste:
      guard !pastes.isEmpty else { return false }
      session.insert(pastes.removeFirst())
      return true
    case .historyPrevious:
      let line = session.line
      return show(recall.previous(line: line.text, cursor: line.cursor), on: session)
    case .historyNext:
      let line = session.line
      return show(recall.next(line: line.text, cursor: line.cursor), on: session)
    case .acceptHint: return acceptHint(on: session)
    }
  }

  private func show(_ entry: String?, on session: EditSession) -> Bool {
    guard let entry, reading?.isAnswer == false else { return false }
    session.replace(0..<session.line.scalars.count, with: entry)
    return true
  }

  private func complete(on session: EditSession) -> Bool {
    guard let reading, !reading.isAnswer else { return false }
    let line = session.line
    let before = reading.finishedLines
    let statement = before + line.text
    let cursor = before.utf8.count + line.cursor
    let completion = configuration.completer.completions(for: statement, cursor: cursor)
    switch completionKey.press(text: statement, cursor: cursor, completion: completion) {
    case .replace(let range, let text):
      guard range.lowerBound >= before.utf8.count else { return false }
      let start = line.scalarIndex(atUTF8: range.lowerBound - before.utf8.count)
      let end = line.scalarIndex(atUTF8: range.upperBound - before.utf8.count)
      session.replace(start..<end, with: text)
      return completion.candidates.count == 1
    case .list(let candidates):
      session.printBelow(
        CandidateList.lines(
          for: candidates, count: completion.count, columns: session.columns, ellipsis: configuration.ellipsis,
          isSpoken: configuration.isSpoken))
      return true
    case .announce(let count):
      session.printBelow(["\(count) candidates; Tab lists them."])
      return true
    case .beep: return false
    }
  }
}
