import CDetachedProcess

#if canImport(Glibc)
  import Glibc
#endif

/// An advisory lock on a file (`flock`), by which processes know of each
/// other; the kernel frees it when its holder dies.
package final class FileLock: Sendable {
  private let descriptor: Int32

  /// Why a lock was not taken.
  package enum Failure: Error, Sendable {
    /// Another process holds it.
    case held
    /// The file cannot be made or opened; an `errno`.
    case unusable(Int32)
  }

  /// Takes the lock, and keeps it until the object goes.
  ///
  /// - Parameter patience: how long it may be held by another; one who only
  ///   asks whether it is held (``isHeld(_:)``) has it for a moment.
  /// - Throws: ``Failure``, or `CancellationError`.
  package init(taking path: String, patience: Duration) async throws {
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        descriptor = try Self.lock(path) { azp_try_lock($0) }
        return
      } catch .held where ContinuousClock.now < deadline {
        // A lock with a time limit does not exist; waiting for it would block.
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  /// Takes the lock, and blocks until its holder lets go.
  package init(waitingFor path: String) throws(Failure) {
    descriptor = try Self.lock(path) { descriptor in
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { return errno }
      }
      return 0
    }
  }

  deinit { close(descriptor) }

  /// Whether a process holds the lock now.
  package static func isHeld(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return azp_try_lock(descriptor) == EWOULDBLOCK
  }

  /// - Parameter take: answers 0 or an `errno`.
  private static func lock(_ path: String, _ take: (Int32) -> Int32) throws(Failure) -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unusable(errno) }
    let code = take(descriptor)
    guard code == 0 else {
      close(descriptor)
      throw code == EWOULDBLOCK ? .held : .unusable(code)
    }
    return descriptor
  }
}
