import CEditLine
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
    /// The shell, and the group of all that it has started.
    var process: pid_t?
    var isCancelled = false

    /// Tells all of them to end, once they are there and have to.
    func end() {
      guard let process, isCancelled else { return }
      kill(-process, SIGTERM)
      // One that is stopped would not hear of it.
      kill(-process, SIGCONT)
    }
  }

  /// What the program finds the pipe's end at; no program looks there.
  private static let heldDescriptor: Int32 = 9

  /// How long, in milliseconds, is waited for programs that were told to end.
  private static let patience: Int32 = 1000

  private func run(_ text: String, _ life: borrowing Mutex<Life>) -> Bool {
    // A file and not a pipe: nobody has to stand by to fill it.
    guard let file = Self.file(holding: text) else { return false }
    defer { fclose(file) }
    // Who of the group is left holds the other end.
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var before = termios()
    guard tcgetattr(0, &before) == 0 else { return false }
    let isForeground = Foreground.isOurs
    let process = Self.spawn(command, reading: fileno(file), holding: ends[1], takingTerminal: isForeground)
    close(ends[1])
    guard let process else { return false }
    life.withLock { life in
      life.process = process
      life.end()
    }
    let hadTerminal = Self.waitForEnd(of: process, hasTerminal: isForeground)
    let isCancelled = life.withLock { life in
      // Its number may belong to somebody else once it has been waited for.
      life.process = nil
      return life.isCancelled
    }
    if isCancelled {
      // The shell may be the first to end; the others have a terminal to put right.
      var last = pollfd(fd: ends[0], events: 0, revents: 0)
      while poll(&last, 1, Self.patience) < 0, errno == EINTR {}
    }
    if hadTerminal {
      Foreground.give(to: getpgrp())
      tcsetattr(0, TCSADRAIN, &before)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // 127 is the shell's way to say that there is no such program.
    return status != 127 << 8
  }

  /// Comes back when a process has ended and is still to be waited for. Where
  /// it is stopped, so is azp, as if both were one.
  ///
  /// - Parameter hasTerminal: whether the process was given the terminal.
  /// - Returns: whether the terminal is to be taken back.
  private static func waitForEnd(of process: pid_t, hasTerminal: Bool) -> Bool {
    var hasTerminal = hasTerminal
    func giveTerminal() {
      hasTerminal = Foreground.isOurs
      if hasTerminal { Foreground.give(to: process) }
    }
    while let signal = nextStop(of: process) {
      // It may have asked for the terminal before it was given it.
      let isWaiting = [SIGTTIN, SIGTTOU].contains(signal)
      if !isWaiting || Foreground.group != process {
        if Foreground.group == process { Foreground.give(to: getpgrp()) }
        if !isWaiting || !Foreground.isOurs { Suspension.stop() }
        giveTerminal()
        // azp was continued in the background, where nobody sees a pager.
        if !hasTerminal { kill(-process, SIGTERM) }
      }
      kill(-process, SIGCONT)
    }
    return hasTerminal
  }

  /// The signal that stops the process next; nil when it ends instead.
  private static func nextStop(of process: pid_t) -> Int32? {
    var event = siginfo_t()
    while true {
      guard waitid(P_PID, id_t(process), &event, WEXITED | WSTOPPED | WNOWAIT) == 0 else {
        if errno == EINTR { continue }
        return nil
      }
      guard Int(event.si_code) == Int(CLD_STOPPED) else { return nil }
      let signal = event._sifields._sigchld.si_status
      // Somebody may have continued it meanwhile.
      event._sifields._sigchld.si_pid = 0
      guard waitid(P_PID, id_t(process), &event, WSTOPPED | WNOHANG) == 0, event._sifields._sigchld.si_pid == process
      else { continue }
      return signal
    }
  }

  /// A file without a name that holds the text, at its beginning.
  private static func file(holding text: String) -> UnsafeMutablePointer<FILE>? {
    guard let file = tmpfile() else { return nil }
    let bytes = Array(text.utf8)
    _ = fcntl(fileno(file), F_SETFD, FD_CLOEXEC)
    guard bytes.withUnsafeBytes({ fwrite($0.baseAddress, 1, $0.count, file) }) == bytes.count, fflush(file) == 0,
      lseek(fileno(file), 0, SEEK_SET) == 0
    else {
      fclose(file)
      return nil
    }
    return file
  }

  /// Starts the command as a group of its own.
  ///
  /// - Parameters:
  ///   - descriptor: its standard input.
  ///   - end: stays open for it and all that it starts.
  ///   - takesTerminal: whether the terminal is its own from the first
  ///     instruction on, so that no key goes past it.
  /// - Returns: the process; nil when there is none.
  private static func spawn(
    _ command: String, reading descriptor: Int32, holding end: Int32, takingTerminal takesTerminal: Bool
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Standard input is the terminal until the next action.
    if takesTerminal { ceditline_own_terminal_when_spawned(&actions, 0) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
    posix_spawn_file_actions_adddup2(&actions, end, heldDescriptor)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // It gets the signals as a shell would give them, not as azp keeps them.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGPIPE, SIGTERM, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH] {
      sigaddset(&signals, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
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
