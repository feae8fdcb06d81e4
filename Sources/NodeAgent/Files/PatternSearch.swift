import Glibc

/// The files that a pattern of output files means.
package enum PatternSearch {
  /// A file that was found.
  package struct Match: Sendable, Equatable {
    /// Where the file is.
    package var path: String
    /// Relative to the pattern's fixed directory: what follows a destination
    /// prefix.
    package var name: String
  }

  /// Regular files only, in order of their names; links to directories are
  /// not followed below `**`.
  /// - Parameters:
  ///   - pattern: Relative to `directory`, in which `..` reaches the task's
  ///     own directory, or absolute.
  package static func find(_ pattern: String, from directory: String) -> [Match] {
    var components = GlobPattern(pattern).components[...]
    var base = pattern.hasPrefix("/") ? "" : directory
    while case .literal(let name)? = components.first, components.count > 1 {
      components.removeFirst()
      if name == ".." {
        base = base.lastIndex(of: "/").map { String(base[..<$0]) } ?? ""
      } else {
        base += "/" + name
      }
    }
    var matches: [Match] = []
    collect(components, below: base, name: "", into: &matches)
    return matches.sorted { $0.name < $1.name }
  }

  private static func collect(
    _ components: ArraySlice<GlobPattern.Component>, below directory: String, name: String, into matches: inout [Match]
  ) {
    guard let component = components.first else { return }
    let rest = components.dropFirst()
    func visit(_ entry: String) {
      let path = directory + "/" + entry
      let below = name.isEmpty ? entry : name + "/" + entry
      if !rest.isEmpty {
        collect(rest, below: path, name: below, into: &matches)
      } else if kind(path, followingLinks: true) == S_IFREG {
        let match = Match(path: path, name: below)
        // `**` can find the same file in more than one way.
        if !matches.contains(match) { matches.append(match) }
      }
    }
    switch component {
    case .literal(let text): visit(text)
    case .wildcard(let text): entries(directory).filter { GlobPattern.matches($0, text) }.forEach(visit)
    case .anyDirectories:
      // At the end of a pattern it stands for all files below.
      let others = rest.isEmpty ? [.wildcard("*")] : rest
      collect(others, below: directory, name: name, into: &matches)
      for entry in entries(directory) where !entry.hasPrefix(".") {
        let path = directory + "/" + entry
        guard kind(path, followingLinks: false) == S_IFDIR else { continue }
        collect(components, below: path, name: name.isEmpty ? entry : name + "/" + entry, into: &matches)
      }
    }
  }

  private static func entries(_ directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    return Array(DirectoryEntries(stream))
  }

  private static func kind(_ path: String, followingLinks: Bool) -> mode_t? {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }
}
