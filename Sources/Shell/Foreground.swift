#if canImport(Glibc)
  import Glibc
#endif

/// The group of processes that the terminal's keys go to, and that may read
/// from it.
enum Foreground {
  static var group: pid_t { tcgetpgrp(0) }

  /// Whether it is this process's.
  static var isOurs: Bool { group == getpgrp() }

  /// Gives the terminal to a group.
  static func give(to group: pid_t) {
    // Who does it from the background would be stopped.
    var stopSignal = sigset_t()
    sigemptyset(&stopSignal)
    sigaddset(&stopSignal, SIGTTOU)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &stopSignal, &before)
    tcsetpgrp(0, group)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
