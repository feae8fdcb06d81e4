import Glibc

/// A wait for the disk that the journal's own thread need not take part in.
package final class JournalSync: Sendable {
  private let file: Int32
  private let path: String

  /// Takes over the descriptor.
  init(file: Int32, path: String) {
    self.file = file
    self.path = path
  }

  deinit { close(file) }

  /// Returns when what was appended before is on the disk. A journal that was
  /// written anew meanwhile has it too, and was synced then.
  package func wait() throws(SystemError) {
    guard fdatasync(file) == 0 else { throw SystemError("sync \(path)") }
  }
}
