import Glibc

/// Finds the program of a command as execvp(3) does.
package enum ProgramSearch {
  /// The program's absolute path; nil when there is none that could be
  /// executed. A name with a slash is sought from the working directory,
  /// any other along `path`.
  package static func find(_ name: String, path: String, workingDirectory: String) -> String? {
    if name.contains("/") {
      let candidate = name.hasPrefix("/") ? name : workingDirectory + "/" + name
      return isExecutable(candidate) ? candidate : nil
    }
    for directory in path.split(separator: ":", omittingEmptySubsequences: false) where !name.isEmpty {
      let base =
        directory.isEmpty
        ? workingDirectory : directory.hasPrefix("/") ? String(directory) : workingDirectory + "/" + directory
      let candidate = base + "/" + name
      if isExecutable(candidate) { return candidate }
    }
    return nil
  }

  private static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}
