import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-Z while the terminal is not the line editor's: a command runs, or a
/// viewer has the screen.
package enum Suspension {
  private static let continuations = Atomic(0)

  /// How often this process was continued since ``countResumptions()``. What
  /// stood on the screen before is not where it was.
  static var resumptions: Int { continuations.load(ordering: .relaxed) }

  /// Counts from now on, for the whole process. The editor takes the signal
  /// while it reads a line.
  package static func countResumptions() {
    signal(SIGCONT) { _ in Suspension.continuations.add(1, ordering: .relaxed) }
  }

  /// Does what the terminal does on Ctrl-Z where it is a key, and returns when
  /// the process runs again: at once where no shell could continue it.
  static func stop() {
    var stopSignal = sigset_t()
    sigemptyset(&stopSignal)
    sigaddset(&stopSignal, SIGTSTP)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &stopSignal, &before)
    // This thread's own signal waits until it is let in below, and only then
    // stops the process: nothing of this thread runs in between. Should another
    // thread have taken that of the group first, the signal that continues the
    // process has thrown this one away.
    pthread_kill(pthread_self(), SIGTSTP)
    // All of the group, as the terminal would: a program that started this one
    // has a shell of its own to go back to.
    kill(0, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stopSignal, nil)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
