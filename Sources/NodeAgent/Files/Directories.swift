import Glibc

/// Directories made, set aside and deleted.
package enum Directories {
  /// Makes a directory and those above it; one that is there is no error.
  /// - Throws: ``SystemError`` naming the directory.
  package static func make(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw SystemError("create the directory \(path)")
    }
    try make(String(path[..<slash]), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemError("create the directory \(path)") }
  }

  /// Makes a directory that is certainly empty: what is there is set aside.
  /// - Throws: ``SystemError``
  package static func makeEmpty(_ path: String, trash: String) throws(SystemError) {
    for _ in 0..<2 {
      if mkdir(path, 0o755) == 0 { return }
      guard errno == EEXIST else { throw SystemError("create the directory \(path)") }
      try setAside(path, trash: trash)
    }
    throw SystemError("empty the directory \(path)", code: EEXIST)
  }

  /// Moves a file or directory into the trash, at once whatever its size;
  /// one that is not there is no error.
  /// - Throws: ``SystemError``
  package static func setAside(_ path: String, trash: String) throws(SystemError) {
    let name = "\(trash)/\(UInt64.random(in: 0 ... .max))"
    guard rename(path, name) == 0 || errno == ENOENT else { throw SystemError("set \(path) aside") }
  }

  /// Deletes what is in a directory, following no link. What cannot be
  /// deleted now is deleted next time.
  package static func clear(_ path: String) {
    guard let directory = opendir(path) else { return }
    deleteContents(dirfd(directory), stream: directory)
  }

  /// Takes over the stream.
  private static func deleteContents(_ descriptor: Int32, stream: OpaquePointer) {
    defer { closedir(stream) }
    for name in DirectoryEntries(stream) where unlinkat(descriptor, name, 0) != 0 {
      var child = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if child < 0, errno == EACCES {
        // A task may have taken its own right to look away.
        fchmodat(descriptor, name, 0o700, 0)
        child = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      }
      guard child >= 0 else { continue }
      fchmod(child, 0o700)
      if let below = fdopendir(child) {
        deleteContents(child, stream: below)
      } else {
        close(child)
      }
      unlinkat(descriptor, name, AT_REMOVEDIR)
    }
  }
}
