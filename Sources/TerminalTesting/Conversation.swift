internal import CPseudoTerminal
internal import Foundation
internal import Synchronization

/// The terminal's side of a pseudo-terminal: a thread that reads what the
/// program writes, keeps the screen, and tells those who wait for something.
final class Conversation: Sendable {
  private struct Waiter: Sendable {
    var id: Int
    var what: String
    var timeout: Duration
    var deadline: ContinuousClock.Instant
    /// Nil waits for the end of the program.
    var condition: (@Sendable (Screen) -> Bool)?
    var continuation: CheckedContinuation<Result<Screen, any Error>, Never>
  }

  private struct State {
    var screen: Screen
    var parser = TerminalParser()
    var outgoing: [UInt8] = []
    var waiters: [Waiter] = []
    var lastID = 0
    var ending: PseudoTerminal.Ending?
  }

  private let master: Int32
  private let process: pid_t
  private let processDescriptor: Int32
  private let wake: (reading: Int32, writing: Int32)
  private let state: Mutex<State>

  init(master: Int32, process: pid_t, processDescriptor: Int32, screen: Screen) {
    self.master = master
    self.process = process
    self.processDescriptor = processDescriptor
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    wake = (ends[0], ends[1])
    state = Mutex(State(screen: screen))
  }

  deinit {
    for descriptor in [master, processDescriptor, wake.reading, wake.writing] { close(descriptor) }
  }

  func start() {
    Thread { self.run() }.start()
  }

  var screen: Screen { state.withLock { $0.screen } }

  var isCooked: Bool {
    var mode = termios()
    guard tcgetattr(master, &mode) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return mode.c_lflag & wanted == wanted
  }

  func send(_ bytes: [UInt8]) {
    state.withLock { $0.outgoing += bytes }
    wakeUp()
  }

  func resize(columns: Int, rows: Int) throws {
    // The screen first: what the program draws for the new size must meet it.
    let failure = state.withLock { state in
      state.screen.resize(columns: columns, rows: rows)
      return pseudo_terminal_resize(master, UInt16(columns), UInt16(rows))
    }
    guard failure == 0 else { throw PseudoTerminalError.startFailed("The new size", errorNumber: failure) }
  }

  func signal(_ number: Int32) {
    state.withLock { state in
      // Not after the end: the number may belong to somebody else by then.
      if state.ending == nil { _ = Foundation.kill(process, number) }
    }
  }

  func kill() {
    state.withLock { state in
      if state.ending == nil { _ = Foundation.kill(-process, SIGKILL) }
    }
  }

  func wait(
    for what: String, timeout: Duration, _ condition: (@Sendable (Screen) -> Bool)?
  ) async throws -> Screen {
    let result = await withCheckedContinuation { continuation in
      let late = state.withLock { state in
        state.lastID += 1
        let waiter = Waiter(
          id: state.lastID, what: what, timeout: timeout, deadline: .now + timeout, condition: condition,
          continuation: continuation)
        if let ending = state.ending { return (waiter: waiter, screen: state.screen, ending: ending) as Late? }
        state.waiters.append(waiter)
        return nil
      }
      if let late {
        continuation.resume(returning: Self.verdict(for: late.waiter, screen: late.screen, ending: late.ending))
      } else {
        wakeUp()
      }
    }
    return try result.get()
  }

  func waitForEnd(timeout: Duration) async throws -> PseudoTerminal.Ending {
    _ = try await wait(for: "the end of the program", timeout: timeout, nil)
    return state.withLock { $0.ending } ?? .exited(0)
  }

  private typealias Late = (waiter: Waiter, screen: Screen, ending: PseudoTerminal.Ending)

  private static func verdict(
    for waiter: Waiter, screen: Screen, ending: PseudoTerminal.Ending
  ) -> Result<Screen, any Error> {
    guard let condition = waiter.condition else { return .success(screen) }
    return condition(screen)
      ? .success(screen) : .failure(PseudoTerminalError.ended(waiter.what, ending, screen: screen))
  }

  // MARK: The thread

  private func run() {
    var isMasterOpen = true
    while true {
      answerWaiters()
      let (isWriting, deadline) = state.withLock { state in
        (!state.outgoing.isEmpty, state.waiters.map(\.deadline).min())
      }
      var ends = [
        pollfd(fd: isMasterOpen ? master : -1, events: Int16(POLLIN | (isWriting ? POLLOUT : 0)), revents: 0),
        pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      let patience = deadline.map { max(0, (ContinuousClock.now.duration(to: $0)) / .milliseconds(1) + 1) }
      poll(&ends, 3, patience.map { Int32(min($0, 1_000_000)) } ?? -1)
      if ends[1].revents != 0 {
        var bytes = [UInt8](repeating: 0, count: 256)
        _ = read(wake.reading, &bytes, bytes.count)
      }
      if ends[0].revents & Int16(POLLOUT) != 0 { writeOutgoing() }
      if ends[0].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { isMasterOpen = readOutput() }
      if ends[2].revents != 0 { break }
    }
    if isMasterOpen { _ = readOutput() }
    let status = child_process_reap(process)
    let (waiters, screen, ending) = state.withLock { state in
      let ending = status < 0 ? PseudoTerminal.Ending.signalled(-status) : .exited(status)
      state.ending = ending
      defer { state.waiters = [] }
      return (state.waiters, state.screen, ending)
    }
    for waiter in waiters {
      waiter.continuation.resume(returning: Self.verdict(for: waiter, screen: screen, ending: ending))
    }
  }

  /// Reads all there is; false once the program's side is closed.
  private func readOutput() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(master, &bytes, bytes.count)
      if count <= 0 { return count < 0 && (errno == EAGAIN || errno == EINTR) }
      state.withLock { state in
        state.parser.feed(bytes[..<count], to: &state.screen)
      }
    }
  }

  private func writeOutgoing() {
    state.withLock { state in
      let count = write(master, state.outgoing, state.outgoing.count)
      if count > 0 { state.outgoing.removeFirst(count) }
    }
  }

  private func answerWaiters() {
    let (waiters, screen) = state.withLock { ($0.waiters, $0.screen) }
    var answers: [(Waiter, Result<Screen, any Error>)] = []
    for waiter in waiters {
      if waiter.condition?(screen) == true {
        answers.append((waiter, .success(screen)))
      } else if waiter.deadline <= .now {
        let error = PseudoTerminalError.timedOut(waiter.what, after: waiter.timeout, screen: screen)
        answers.append((waiter, .failure(error)))
      }
    }
    guard !answers.isEmpty else { return }
    let answered = Set(answers.map(\.0.id))
    state.withLock { $0.waiters.removeAll { answered.contains($0.id) } }
    for (waiter, answer) in answers { waiter.continuation.resume(returning: answer) }
  }

  private func wakeUp() {
    var byte: UInt8 = 0
    // A full pipe wakes the thread as well as one byte more would.
    _ = write(wake.writing, &byte, 1)
  }
}
