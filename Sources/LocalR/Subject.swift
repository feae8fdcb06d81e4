/// What is being evaluated, as an error sentence names it.
enum Subject {
  /// Longer first lines are cut, in characters.
  private static let limit = 60

  /// The first line of a source, between backquotes.
  static func quoted(_ source: String) -> String {
    var text = source[...]
    // Callers ask by this for visibility; what they evaluate is inside.
    if text.hasPrefix("withVisible("), text.hasSuffix(")") {
      text = text.dropFirst("withVisible(".count).dropLast()
    }
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    let isWhole = line.count == text.count && line.count <= limit
    return "`\(line.prefix(limit))\(isWhole ? "" : "...")`"
  }
}
