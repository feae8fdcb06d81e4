#if canImport(Glibc)
  import Glibc
#endif

/// The group of processes that the terminal's keys go to, and that may read
/// from it.
enum Foreground {
  /// Whether it is this process's.
  static var isOurs: Bool { tcgetpgrp(0) == getpgrp() }

  /// Gives the terminal to a group, from one that has it or had it before.
  static func give(to group: pid_t) {
    // Whoever does not have the terminal would be stopped for it.
    withoutStops { _ = tcsetpgrp(0, group) }
  }

  /// Does work that changes the terminal, even where this process is not in
  /// the foreground.
  static func withoutStops(_ work: () -> Void) {
    var blocked = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    work()
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
