package import AzureWire
import CTaskSupervisor
import Glibc

/// The file in which a run's supervisor records start and end, and whose lock
/// says whether the run is under way; see CTaskSupervisor.h.
package struct RunFile: Sendable {
  /// What the file of a run says.
  package enum Standing: Sendable, Equatable {
    /// No process was ever started.
    case untouched
    /// A launch holds the lock; the supervisor is nil while it has not yet
    /// recorded itself.
    case alive(supervisor: Int32?, start: Timestamp)
    case ended(ProcessEnd)
    /// The supervisor was killed before it could record an end.
    case orphaned(start: Timestamp)
  }

  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// Creates the file with its lock taken; the result is the descriptor that
  /// goes to the supervisor. The room of both records is reserved, so that
  /// a full disk shows before the start and not at the end.
  /// - Throws: ``SystemError``, of code EEXIST when the run was launched before.
  package func create() throws(SystemError) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError("create \(path)") }
    guard Self.prepare(file) else {
      let error = SystemError("prepare \(path)")
      close(file)
      unlink(path)
      throw error
    }
    return file
  }

  /// The same, of the file of a run that nobody asks about any more. It is
  /// empty and locked before it bears the new name.
  /// - Returns: nil when the old one cannot be used; it is gone then.
  /// - Throws: ``SystemError`` of code EEXIST when the run was launched before.
  func create(from old: RunFile) throws(SystemError) -> Int32? {
    let file = open(old.path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return nil }
    guard Self.prepare(file) else {
      close(file)
      old.remove()
      return nil
    }
    if cts_rename_new(old.path, path) == 0 { return file }
    let error = SystemError("create \(path)")
    close(file)
    old.remove()
    // Some file systems cannot rename so.
    guard error.code == EEXIST else { return nil }
    throw error
  }

  private static func prepare(_ file: Int32) -> Bool {
    let room = [UInt8](repeating: 0, count: 192)
    return flock(file, LOCK_EX | LOCK_NB) == 0 && pwrite(file, room, room.count, 0) == room.count
  }

  /// - Throws: ``SystemError`` when the file is there but cannot be read.
  package func standing() throws(SystemError) -> Standing {
    let file = open(path, O_RDWR | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return .untouched }
      throw SystemError("open \(path)")
    }
    defer { close(file) }
    let isFree = flock(file, LOCK_EX | LOCK_NB) == 0
    var record = cts_record()
    let error = cts_record_read(file, &record)
    guard error == 0 else { throw SystemError("read \(path)", code: error) }
    let start = Timestamp(nanoseconds: record.start_ns)
    guard isFree else { return .alive(supervisor: record.supervisor > 0 ? record.supervisor : nil, start: start) }
    guard record.supervisor > 0 else { return .untouched }
    return record.has_ended != 0 ? .ended(ProcessEnd(record.end)) : .orphaned(start: start)
  }

  /// One that is not there is no error: it is gone.
  package func remove() {
    unlink(path)
  }
}
