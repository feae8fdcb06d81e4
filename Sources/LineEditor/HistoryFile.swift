internal import Glibc

/// The history of all sessions in one file that only its owner can read.
///
/// Each entry is appended under a lock, so sessions that run side by side lose
/// nothing of each other, and an entry is in the file before its command runs.
/// A file of more than 64 bytes for each entry allowed is written anew, without
/// duplicates and half as long, beside the old one and put in its place.
package struct HistoryFile: Sendable {
  /// Where the file is. Its directory is made when the first entry is written.
  package let path: String
  /// How many entries `load()` returns and a rewritten file holds, at most.
  package let limit: Int
  private let isSecret: @Sendable (String) -> Bool

  /// - Parameters:
  ///   - path: Where the file is, or will be.
  ///   - limit: How many entries are kept.
  ///   - isSecret: Whether an entry must not be written.
  package init(path: String, limit: Int = 10_000, isSecret: @escaping @Sendable (String) -> Bool = { _ in false }) {
    self.path = path
    self.limit = limit
    self.isSecret = isSecret
  }

  /// The entries, oldest first, each once at its latest place; none when there
  /// is no file.
  ///
  /// - Throws: `HistoryFileError` when there is a file and it cannot be read.
  package func load() throws(HistoryFileError) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw .failed("read", path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    return HistoryText.newest(of: HistoryText.decode(try contents(of: descriptor)), limit: limit)
  }

  /// Adds an entry, unless it is blank, begins with a space, or is a secret.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: `HistoryFileError` when the file cannot be opened, locked or
  ///   written. Nothing of the older entries is lost then.
  @discardableResult
  package func append(_ entry: String) throws(HistoryFileError) -> Bool {
    guard let first = entry.first, first != " ", !entry.allSatisfy(\.isWhitespace), !isSecret(entry) else {
      return false
    }
    let descriptor = try openLocked()
    defer { close(descriptor) }
    var text = HistoryText.encode([entry])
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0, try !endsWithNewline(descriptor, size: size) { text = "\n" + text }
    try write(text, to: descriptor)
    if Int(size) > maximumSize { try compact(descriptor) }
    return true
  }

  private var maximumSize: Int { limit * 64 }

  // MARK: Files

  /// Opens the file for appending, with the lock on it.
  private func openLocked() throws(HistoryFileError) -> Int32 {
    makeDirectory()
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw .failed("open", path: path, errorNumber: errno) }
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else {
          let number = errno
          close(descriptor)
          throw .failed("lock", path: path, errorNumber: number)
        }
      }
      // While we waited, another session may have put a new file in its place.
      var ours = stat()
      var current = stat()
      if fstat(descriptor, &ours) == 0, stat(path, &current) == 0, ours.st_ino == current.st_ino,
        ours.st_dev == current.st_dev
      {
        if ours.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        return descriptor
      }
      close(descriptor)
    }
  }

  /// Makes the directories above the file. One that exists is left alone, and
  /// one that cannot be made shows when the file is opened.
  private func makeDirectory() {
    for (index, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      mkdir(String(decoding: path.utf8.prefix(index), as: UTF8.self), 0o700)
    }
  }

  private func contents(of descriptor: Int32) throws(HistoryFileError) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    var offset: off_t = 0
    while true {
      let count = pread(descriptor, &buffer, buffer.count, offset)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed("read", path: path, errorNumber: errno)
      }
      bytes += buffer[..<count]
      offset += off_t(count)
    }
  }

  private func endsWithNewline(_ descriptor: Int32, size: off_t) throws(HistoryFileError) -> Bool {
    var last: UInt8 = 0
    guard pread(descriptor, &last, 1, size - 1) == 1 else {
      throw .failed("read", path: path, errorNumber: errno)
    }
    return last == UInt8(ascii: "\n")
  }

  private func write(_ text: String, to descriptor: Int32) throws(HistoryFileError) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed("write", path: path, errorNumber: errno)
      }
      written += count
    }
  }

  /// Puts a shorter file in the place of this one; the lock is held.
  private func compact(_ descriptor: Int32) throws(HistoryFileError) {
    let entries = HistoryText.decode(try contents(of: descriptor))
    let kept = HistoryText.newest(of: entries, limit: limit, byteLimit: maximumSize / 2)
    let beside = "\(path).new"
    let fresh = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard fresh >= 0 else { throw .failed("write", path: beside, errorNumber: errno) }
    defer { close(fresh) }
    try write(HistoryText.encode(kept), to: fresh)
    guard fsync(fresh) == 0, rename(beside, path) == 0 else {
      throw .failed("replace", path: path, errorNumber: errno)
    }
  }
}
