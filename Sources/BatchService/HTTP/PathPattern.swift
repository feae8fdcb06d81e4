/// The shape of a path: `*` stands for one segment, a final `**` for all that
/// are left, at least one.
package struct PathPattern: Sendable {
  private let parts: [Substring]

  package init(_ text: String) {
    parts = text.split(separator: "/")
  }

  /// What the stars stand for, or nil when the path has another shape.
  package func match(_ path: [String]) -> [String]? {
    let hasTail = parts.last == "**"
    guard hasTail ? path.count >= parts.count : path.count == parts.count else { return nil }
    var captures: [String] = []
    for (index, part) in parts.enumerated() {
      switch part {
      case "*": captures.append(path[index])
      case "**": captures.append(path[index...].joined(separator: "/"))
      default: guard part == path[index] else { return nil }
      }
    }
    return captures
  }
}
