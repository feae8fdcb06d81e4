import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Ctrl-Z while the terminal is not the line editor's: a command runs, or a
/// viewer has the screen.
enum Suspension {
  private static let continuations = Atomic(0)

  /// How often this process was continued since ``count()``. What stood on the
  /// screen before is not where it was.
  static var resumptions: Int { continuations.load(ordering: .relaxed) }

  /// Counts from now on. The editor takes the signal while it reads a line.
  static func count() {
    signal(SIGCONT) { _ in Suspension.continuations.add(1, ordering: .relaxed) }
  }

  /// Does what the terminal does on Ctrl-Z where it is a key, and returns when
  /// the process runs again: at once where no shell could continue it.
  static func stop() {
    // All of the group, as the terminal would: a program that started this one
    // has a shell of its own to go back to.
    kill(0, SIGTSTP)
    // Another thread may be the first to learn of it: this one must do nothing
    // meanwhile, and goes on after the stop.
    poll(nil, 0, 100)
  }
}
