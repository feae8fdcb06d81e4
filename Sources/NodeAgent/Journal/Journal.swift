import Glibc

/// The file in which a node writes down what it has taken on and how it
/// ended, so that an agent that takes over knows. It holds signatures, so
/// nobody but its owner can read it.
package final class Journal {
  /// What was in the journal when it was opened.
  package let inherited: JournalState
  /// Bytes at its end that were no record, as a crash leaves them.
  package let damagedBytes: Int
  private let path: String
  private var file: Int32
  private var size = 0
  /// Beyond this a journal is worth writing anew.
  private var limit = Journal.smallest
  private var isSynced = true

  private static let smallest = 4 << 20

  /// Opens the journal of a node, writes it anew without what no longer
  /// matters, and notes the current boot.
  /// - Throws: ``SystemError`` when the file cannot be read or written.
  package init(_ path: String, boot: String) throws {
    self.path = path
    file = -1
    let bytes = FileBytes.read(path) ?? []
    if bytes.isEmpty, access(path, F_OK) == 0, access(path, R_OK) != 0 { throw SystemError("read \(path)") }
    let (records, damaged) = JournalCodec.decode(bytes)
    inherited = JournalState(records)
    damagedBytes = damaged
    // Kept, so that a damaged journal can be looked into.
    if damaged > 0 { link(path, path + ".damaged") }
    try rewrite(inherited.records + [.boot(boot)])
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// Appends records in one write. What was appended is seen by the next
  /// agent whatever happens to this one.
  /// - Parameter durably: Whether it must outlive the machine too; waits for
  ///   the disk.
  /// - Throws: ``SystemError`` when the disk is full or broken; nothing of
  ///   these records may then be acted on.
  package func append(_ records: [JournalRecord], durably: Bool) throws {
    if !records.isEmpty {
      let bytes = try JournalCodec.encode(records)
      do {
        try FileBytes.writeAll(bytes, to: file, path: path)
      } catch {
        // A torn record would hide all that follows it.
        ftruncate(file, off_t(size))
        throw error
      }
      size += bytes.count
      isSynced = false
    }
    if durably { try sync() }
  }

  /// Waits until all that was appended is on the disk.
  package func sync() throws(SystemError) {
    if isSynced { return }
    guard fdatasync(file) == 0 else { throw SystemError("sync \(path)") }
    isSynced = true
  }

  /// The same for another thread to wait for: all that was appended by now.
  package func syncElsewhere() throws(SystemError) -> JournalSync {
    let copy = fcntl(file, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw SystemError("sync \(path)") }
    return JournalSync(file: copy, path: path)
  }

  /// Whether records may not be on the disk yet.
  package var needsSync: Bool { !isSynced }

  /// Whether most of the journal is likely to be history.
  package var isLong: Bool { size > limit }

  /// Replaces the journal by these records, on disk when it returns.
  package func rewrite(_ records: [JournalRecord]) throws {
    let bytes = try JournalCodec.encode(records)
    let temporary = path + ".new"
    let new = Glibc.open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard new >= 0 else { throw SystemError("create \(temporary)") }
    do {
      try FileBytes.writeAll(bytes, to: new, path: temporary)
      guard fsync(new) == 0 else { throw SystemError("sync \(temporary)") }
      guard rename(temporary, path) == 0 else { throw SystemError("replace \(path)") }
    } catch {
      close(new)
      // On a full disk its room is wanted.
      unlink(temporary)
      throw error
    }
    if file >= 0 { close(file) }
    file = new
    size = bytes.count
    limit = max(Self.smallest, 2 * size)
    isSynced = true
    let directory = Glibc.open(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), O_RDONLY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }
}
