package import AzureWire
import Glibc

/// The directory of a task, or of the node, as clients may see it: regular
/// files and directories. Links are neither followed nor listed, because a
/// task can make one that leads anywhere.
package struct ConfinedDirectory: Sendable {
  let root: String
  /// The first component of paths that are nobody's business.
  let hidden: String?

  /// - Throws: ``SystemError`` of code ENOENT when there is no such directory.
  package init(_ request: NodeFileRequest, paths: NodePaths) throws(SystemError) {
    if let taskID = request.taskID {
      guard NodePaths.isSafe(taskID), NodePaths.isSafe(request.jobID) else {
        throw SystemError("find the task", code: ENOENT)
      }
      self.init(root: paths.task(taskID, ofJob: request.jobID))
    } else {
      // The agent's journal holds signatures.
      self.init(root: paths.root, hidden: "agent")
    }
  }

  package init(root: String, hidden: String? = nil) {
    self.root = root
    self.hidden = hidden
  }

  /// What is there, in order of names.
  /// - Throws: ``SystemError``
  package func list(recursive: Bool) throws(SystemError) -> [NodeFile] {
    let directory = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw SystemError("open the directory") }
    var files: [NodeFile] = []
    collect(directory, prefix: "", recursive: recursive, into: &files)
    return files.sorted { $0.name < $1.name }
  }

  /// One file or directory; a file is open for reading.
  /// - Throws: ``SystemError``, of code ENOENT also for paths that lead
  ///   outside or over a link.
  package func file(_ path: String) throws(SystemError) -> (properties: NodeFile, file: FileSlice.File?) {
    guard let path = NodePaths.confined(path), path.split(separator: "/").first.map(String.init) != hidden else {
      throw SystemError("open \(path)", code: ENOENT)
    }
    var descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for component in path.split(separator: "/") where descriptor >= 0 {
      let parent = descriptor
      // Not blocking: opening a pipe would wait for its writer.
      descriptor = openat(parent, String(component), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      let error = errno
      close(parent)
      errno = error
    }
    guard descriptor >= 0 else {
      throw SystemError("open \(path)", code: errno == ELOOP || errno == ENXIO ? ENOENT : errno)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, let properties = Self.properties(path, status) else {
      close(descriptor)
      throw SystemError("open \(path)", code: ENOENT)
    }
    if properties.isDirectory {
      close(descriptor)
      return (properties, nil)
    }
    return (properties, FileSlice.File(descriptor: descriptor, path: path, size: properties.size))
  }

  /// Closes the descriptor.
  private func collect(_ descriptor: Int32, prefix: String, recursive: Bool, into files: inout [NodeFile]) {
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { closedir(stream) }
    for entry in DirectoryEntries(stream) where !(prefix.isEmpty && entry == hidden) {
      var status = stat()
      guard fstatat(descriptor, entry, &status, AT_SYMLINK_NOFOLLOW) == 0,
        let file = Self.properties(prefix + entry, status)
      else { continue }
      files.append(file)
      guard recursive, file.isDirectory else { continue }
      let below = openat(descriptor, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if below >= 0 { collect(below, prefix: file.name + "/", recursive: true, into: &files) }
    }
  }

  private static func properties(_ name: String, _ status: stat) -> NodeFile? {
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { return nil }
    let modified = time(status.st_mtim)
    return NodeFile(
      name: name, isDirectory: kind == S_IFDIR, size: kind == S_IFREG ? Int64(status.st_size) : 0,
      lastModified: modified, creation: min(modified, time(status.st_ctim)),
      mode: "0o" + String(status.st_mode, radix: 8))
  }

  private static func time(_ time: timespec) -> Timestamp {
    Timestamp(ticks: Int64(time.tv_sec) * 10_000_000 + Int64(time.tv_nsec) / 100)
  }
}
