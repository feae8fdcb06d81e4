import Glibc

/// The lock that keeps a second agent off a node's root directory; held for
/// the life of this object, and with it of the process.
package final class AgentLock: Sendable {
  private let file: Int32

  /// - Parameter patience: How long the lock may be held by another: by an
  ///   agent that is about to end, or by a supervisor that was just forked.
  /// - Throws: ``NodeError/rootInUse(root:pid:)``, ``SystemError``, or
  ///   `CancellationError`.
  package init(_ paths: NodePaths, patience: Duration) async throws {
    let deadline = ContinuousClock.now + patience
    file = open(paths.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError("create \(paths.lock)") }
    do {
      // A lock with a time limit does not exist; waiting for it would block.
      while flock(file, LOCK_EX | LOCK_NB) != 0 {
        guard ContinuousClock.now < deadline else {
          let pid = FileBytes.read(paths.pid).map { String(decoding: $0.prefix { $0 != 10 }, as: UTF8.self) }
          throw NodeError.rootInUse(root: paths.root, pid: pid)
        }
        try await Task.sleep(for: .milliseconds(20))
      }
      try Self.write("\(getpid())\n", to: paths.pid)
    } catch {
      close(file)
      throw error
    }
  }

  deinit { close(file) }

  private static func write(_ text: String, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError("create \(path)") }
    defer { close(file) }
    try FileBytes.writeAll(Array(text.utf8), to: file, path: path)
  }
}
