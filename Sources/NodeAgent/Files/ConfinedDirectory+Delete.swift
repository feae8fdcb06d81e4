import Glibc

extension ConfinedDirectory {
  /// Deletes a file or directory; an empty path stands for the whole
  /// directory. Links are deleted, never followed. What is set aside in the
  /// trash is gone for clients; its owner empties that.
  ///
  /// - Throws: ``SystemError``, of code ENOENT for what is not there, also for
  ///   paths that lead outside or over a link; of code ENOTEMPTY for a
  ///   directory that is not empty, without `recursive`.
  package func delete(_ path: String, recursive: Bool, trash: String) throws(SystemError) {
    guard !path.isEmpty else {
      guard hidden == nil else { throw SystemError("delete the directory of a node", code: EPERM) }
      guard recursive else { throw SystemError("delete \(root)", code: ENOTEMPTY) }
      return try Directories.setAside(root, trash: trash)
    }
    guard let path = NodePaths.confined(path) else { throw SystemError("delete \(path)", code: ENOENT) }
    let components = path.split(separator: "/").map(String.init)
    guard let name = components.last, components.first != hidden else {
      throw SystemError("delete \(path)", code: ENOENT)
    }
    var parent = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for component in components.dropLast() where parent >= 0 {
      let above = parent
      parent = openat(above, component, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let error = errno
      close(above)
      errno = error
    }
    guard parent >= 0 else { throw SystemError("delete \(path)", code: errno == ELOOP ? ENOENT : errno) }
    defer { close(parent) }
    if unlinkat(parent, name, 0) == 0 { return }
    guard errno == EISDIR || errno == EPERM else { throw SystemError("delete \(path)") }
    if recursive {
      let aside = "\(trash)/\(UInt64.random(in: 0 ... .max))"
      guard renameat(parent, name, AT_FDCWD, aside) == 0 else { throw SystemError("delete \(path)") }
    } else {
      guard unlinkat(parent, name, AT_REMOVEDIR) == 0 else { throw SystemError("delete \(path)") }
    }
  }
}
