internal import CEditLine
internal import Glibc
internal import Synchronization

/// What the rest of the program leaves for the editor's thread: a queue behind
/// a mutex, and a pipe that wakes the thread. Signals come by the same pipe.
final class EditorMailbox: Sendable {
  /// A line that somebody waits for.
  struct Request: Sendable {
    enum Kind: Sendable {
      /// A statement: with history, completion and continuation lines.
      case statement
      /// One line in answer to a question, which is its prompt.
      case answer(question: String)
    }

    let id: UInt64
    let kind: Kind
    let continuation: CheckedContinuation<LineEditor.Input, Never>
  }

  /// What the thread has to do next, when it edits nothing.
  enum Work {
    case read(Request)
    case stop
  }

  /// What concerns the line that is being edited.
  struct News {
    var notices: [String] = []
    var signals: [String] = []
    var isCancelled = false
    var isClosing = false
    var isPromptStale = false
  }

  private struct State {
    var requests: [Request] = []
    var cancelled: Set<UInt64> = []
    var notices: [String] = []
    var signals: [String] = []
    var history: [String] = []
    var isClosing = false
    var isPromptStale = false
    var lastID: UInt64 = 0
    var interruptHandlers: [(id: UInt64, call: @Sendable (LineEditor.Interrupt) -> Void)] = []
    var pendingInterrupt: LineEditor.Interrupt?
  }

  /// One byte is a signal's number, 0 wakes for the queue.
  let wakeDescriptor: Int32
  let signalDescriptor: Int32
  private let state = Mutex(State())

  init() throws(LineEditorError) {
    var reading: Int32 = -1
    var writing: Int32 = -1
    let failure = ceditline_make_pipe(&reading, &writing)
    guard failure == 0 else { throw .systemRefused("pipe", errorNumber: failure) }
    wakeDescriptor = reading
    signalDescriptor = writing
  }

  deinit {
    close(wakeDescriptor)
    close(signalDescriptor)
  }

  // MARK: For the program

  /// Waits for a line; a cancelled task gets `.cancelled` at once.
  func request(_ kind: Request.Kind) async -> LineEditor.Input {
    let id = newID()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let refusal: LineEditor.Input? = state.withLock { state in
          if state.isClosing { return .endOfInput }
          if state.cancelled.remove(id) != nil { return .cancelled }
          state.requests.append(Request(id: id, kind: kind, continuation: continuation))
          return nil
        }
        if let refusal {
          continuation.resume(returning: refusal)
        } else {
          wake()
        }
      }
    } onCancel: {
      state.withLock { _ = $0.cancelled.insert(id) }
      wake()
    }
  }

  func post(notice: String) {
    state.withLock { $0.notices.append(notice) }
    wake()
  }

  func post(signal: String) {
    state.withLock { $0.signals.append(signal) }
    wake()
  }

  func post(historyEntry entry: String) {
    state.withLock { $0.history.append(entry) }
  }

  func markPromptStale() {
    state.withLock { $0.isPromptStale = true }
    wake()
  }

  /// Ends the thread's work; every request is answered with the end of input.
  func stop() {
    state.withLock { $0.isClosing = true }
    wake()
  }

  /// Registers a handler above all others and calls it at once when a signal
  /// came since the last line and nobody has had it.
  func addInterruptHandler(_ handler: @escaping @Sendable (LineEditor.Interrupt) -> Void) -> UInt64 {
    let id = newID()
    let missed = state.withLock { state in
      state.interruptHandlers.append((id, handler))
      defer { state.pendingInterrupt = nil }
      return state.pendingInterrupt
    }
    if let missed { handler(missed) }
    return id
  }

  func removeInterruptHandler(_ id: UInt64) {
    state.withLock { $0.interruptHandlers.removeAll { $0.id == id } }
  }

  // MARK: For the thread

  /// The next thing to do, or nil when there is none; forgets interrupts that
  /// came before a line is begun.
  func takeWork() -> Work? {
    state.withLock { state in
      if state.isClosing { return .stop }
      guard !state.requests.isEmpty else { return nil }
      state.pendingInterrupt = nil
      return .read(state.requests.removeFirst())
    }
  }

  /// What has happened since the last call, as far as it concerns `request`.
  /// Notices stay here for the next line when this one ends.
  func takeNews(for request: Request) -> News {
    state.withLock { state in
      if state.isClosing || state.cancelled.contains(request.id) {
        return News(isCancelled: state.cancelled.contains(request.id), isClosing: state.isClosing)
      }
      defer {
        state.notices = []
        state.signals = []
        state.isPromptStale = false
      }
      return News(notices: state.notices, signals: state.signals, isPromptStale: state.isPromptStale)
    }
  }

  /// The notices that no line has shown.
  func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }

  func takeHistory() -> [String] {
    state.withLock { state in
      defer { state.history = [] }
      return state.history
    }
  }

  /// Answers a request.
  func finish(_ request: Request, with input: LineEditor.Input) {
    state.withLock { _ = $0.cancelled.remove(request.id) }
    request.continuation.resume(returning: input)
  }

  /// Answers the requests that wait for a line still: those cancelled, or all
  /// of them when the editor closes.
  func answerLeftOver() {
    let (cancelled, closed) = state.withLock { state in
      let cancelled = state.requests.filter { state.cancelled.contains($0.id) }
      let closed = state.isClosing ? state.requests.filter { !state.cancelled.contains($0.id) } : []
      let answered = Set((cancelled + closed).map(\.id))
      state.requests.removeAll { answered.contains($0.id) }
      state.cancelled.subtract(answered)
      return (cancelled, closed)
    }
    for request in cancelled { request.continuation.resume(returning: .cancelled) }
    for request in closed { request.continuation.resume(returning: .endOfInput) }
  }

  /// Hands a signal that came while no line was edited to the innermost
  /// handler, or keeps it for the next one.
  func deliver(_ interrupt: LineEditor.Interrupt) {
    let handler = state.withLock { state in
      if state.interruptHandlers.isEmpty { state.pendingInterrupt = interrupt }
      return state.interruptHandlers.last?.call
    }
    handler?(interrupt)
  }

  private func newID() -> UInt64 {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  private func wake() {
    var byte: UInt8 = 0
    // A full pipe wakes the thread as well as one byte more would.
    _ = write(signalDescriptor, &byte, 1)
  }
}
