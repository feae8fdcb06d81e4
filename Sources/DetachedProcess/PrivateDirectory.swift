#if canImport(Glibc)
  import Glibc
#endif

/// Directories that only their owner can use.
package enum PrivateDirectory {
  /// Why a directory cannot be made: a sentence part such as `Not a
  /// directory`.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package let description: String
  }

  /// Makes the directory and those above it that are missing, with mode 0700;
  /// one that exists is left as it is.
  package static func make(_ path: String) throws(Failure) {
    if mkdir(path, 0o700) == 0 || errno == EEXIST && isDirectory(path) { return }
    let code = errno
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    guard code == ENOENT, !parent.isEmpty, parent != path else {
      throw Failure(description: String(cString: strerror(code)))
    }
    try make(parent)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw Failure(description: String(cString: strerror(errno)))
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
