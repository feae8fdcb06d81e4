internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// A directory that only this user can read, for the exchange with one R
/// process: named pipes, values on their way, R's temporary files.
///
/// Its name carries the id of this process. It is locked as long as the
/// process lives; what a killed one has left is removed by the next.
struct PrivateDirectory: Sendable {
  private static let prefix = "azp-r-"

  let path: String
  private let lock: Int32

  /// - Parameter parent: `nil` for TMPDIR, or `/tmp`.
  init(in parent: String? = nil) throws {
    let parent = parent ?? Self.temporaryDirectory
    try Self.sweep(parent)
    var template = Array("\(parent)/\(Self.prefix)\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw LocalRError.transfer("Making a directory in \(parent)", errorNumber: errno)
    }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw LocalRError.transfer("Locking the directory \(path)", errorNumber: errno)
    }
  }

  /// The path of a file inside.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a named pipe and opens it for both directions, so that it stays
  /// open whoever comes and goes at the other end.
  func openPipe(_ name: String) throws -> Int32 {
    guard mkfifo(file(name), 0o600) == 0 else {
      throw LocalRError.transfer("Making the pipe \(file(name))", errorNumber: errno)
    }
    let descriptor = open(file(name), O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw LocalRError.transfer("Opening the pipe \(file(name))", errorNumber: errno) }
    return descriptor
  }

  /// Removes the directory with all it holds.
  func remove() throws {
    close(lock)
    if access(path, F_OK) == 0 { try FileManager.default.removeItem(atPath: path) }
  }

  private static var temporaryDirectory: String {
    guard let path = getenv("TMPDIR").map({ String(cString: $0) }), path.hasPrefix("/") else { return "/tmp" }
    return path
  }

  /// Removes what processes that are gone have left.
  private static func sweep(_ parent: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: parent) where name.hasPrefix(prefix) {
      let owner = name.dropFirst(prefix.count).prefix { $0 != "-" }
      // Alive, perhaps as someone else's process of that number: hands off.
      guard let id = pid_t(owner), kill(id, 0) != 0, errno == ESRCH else { continue }
      let path = "\(parent)/\(name)"
      let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard directory >= 0 else { continue }
      defer { close(directory) }
      var status = stat()
      guard fstat(directory, &status) == 0, status.st_uid == geteuid() else { continue }
      // Process ids may mean other processes in other containers; locks do not.
      if flock(directory, LOCK_EX | LOCK_NB) == 0 { try FileManager.default.removeItem(atPath: path) }
    }
  }
}
