/// A pattern of output files, one component between slashes after another:
/// `*` and `?` within a name, `**` for any number of directories, `[abc]`,
/// `[a-c]`, `[!abc]`. A leading dot is matched only by a dot.
package struct GlobPattern: Sendable, Equatable {
  /// One component of a pattern.
  package enum Component: Sendable, Equatable {
    case literal(String)
    /// `**`
    case anyDirectories
    case wildcard(String)
  }

  package let components: [Component]

  package init(_ pattern: String) {
    components = pattern.split(separator: "/").filter { $0 != "." }.map { part in
      if part == "**" { return .anyDirectories }
      return part.contains(where: { "*?[".contains($0) }) ? .wildcard(String(part)) : .literal(String(part))
    }
  }

  /// Whether it can match more than one file.
  package var hasWildcard: Bool {
    components.contains { if case .literal = $0 { false } else { true } }
  }

  /// Whether one name matches one wildcard component.
  package static func matches(_ name: String, _ wildcard: String) -> Bool {
    let name = Array(name.unicodeScalars)
    let pattern = Array(wildcard.unicodeScalars)
    if name.first == ".", pattern.first != "." { return false }
    // Upon a mismatch the last star takes one more character; earlier stars
    // never need another try, so this is never exponential.
    var (n, p) = (0, 0)
    var retry: (name: Int, pattern: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        retry = (n, p)
        p += 1
      } else if p < pattern.count, let next = match(name[n], pattern, at: p) {
        n += 1
        p = next
      } else if let star = retry {
        retry = (star.name + 1, star.pattern)
        n = star.name + 1
        p = star.pattern + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }

  /// The place after the element that matches the character; nil when it
  /// does not. A bracket that is never closed stands for itself.
  private static func match(_ character: Unicode.Scalar, _ pattern: [Unicode.Scalar], at place: Int) -> Int? {
    if pattern[place] == "?" { return place + 1 }
    guard pattern[place] == "[" else { return pattern[place] == character ? place + 1 : nil }
    var next = place + 1
    let isNegated = next < pattern.count && (pattern[next] == "!" || pattern[next] == "^")
    if isNegated { next += 1 }
    let first = next
    var isMember = false
    while next < pattern.count, pattern[next] != "]" || next == first {
      if next + 2 < pattern.count, pattern[next + 1] == "-", pattern[next + 2] != "]" {
        isMember = isMember || (pattern[next] <= character && character <= pattern[next + 2])
        next += 3
      } else {
        isMember = isMember || pattern[next] == character
        next += 1
      }
    }
    guard next < pattern.count else { return character == "[" ? place + 1 : nil }
    return isMember != isNegated ? next + 1 : nil
  }
}
