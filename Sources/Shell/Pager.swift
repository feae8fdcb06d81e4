import Session
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#endif

/// The program that shows what is higher than the screen (`$PAGER`).
struct Pager: Sendable {
  /// A command line for `sh`.
  let command: String

  /// Shows the text and comes back when the reader has left, or ends the
  /// program when the task is cancelled. What the reader did not want to see is
  /// no error.
  ///
  /// - Returns: whether the pager could be started.
  func show(_ text: String) async -> Bool {
    let life = Mutex(Life())
    return await withTaskCancellationHandler {
      // Nothing is thrown in there.
      (try? await Task.detachedOnThread { run(text, life) }) ?? false
    } onCancel: {
      life.withLock { life in
        life.isCancelled = true
        life.end()
      }
    }
  }

  /// What is known of the program while it runs.
  private struct Life {
    var process: pid_t?
    var isCancelled = false

    /// Tells it to end, once it is there and has to.
    func end() {
      if let process, isCancelled { kill(process, SIGTERM) }
    }
  }

  private func run(_ text: String, _ life: borrowing Mutex<Life>) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let process = Self.spawn(command, reading: ends[0])
    close(ends[0])
    guard let process else {
      close(ends[1])
      return false
    }
    life.withLock { life in
      life.process = process
      life.end()
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
      // The reader left before the end.
      guard count > 0 || errno == EINTR else { break }
      bytes = bytes.dropFirst(max(0, count))
    }
    close(ends[1])
    // Its number may belong to somebody else once it has been waited for.
    var ending = siginfo_t()
    while waitid(P_PID, id_t(process), &ending, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    life.withLock { $0.process = nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // 127 is the shell's way to say that there is no such program.
    return status != 127 << 8
  }

  /// - Returns: the process; nil when there is none.
  private static func spawn(_ command: String, reading descriptor: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // It gets the signals as a shell would give them, not as azp keeps them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGPIPE, SIGTERM, SIGQUIT, SIGTSTP, SIGWINCH] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var environment = ProcessEnvironment.lines
    // As git does: leave at once when all fits, keep colours and the screen.
    if getenv("LESS") == nil { environment.append("LESS=FRX") }
    let words: [String] = ["sh", "-c", command]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    return posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables) == 0 ? process : nil
  }
}

/// The variables of this process as a program is given them.
private enum ProcessEnvironment {
  static var lines: [String] {
    var lines: [String] = []
    var next = environ
    while let text = next.pointee {
      lines.append(String(cString: text))
      next += 1
    }
    return lines
  }
}
