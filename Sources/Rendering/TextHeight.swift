/// How many rows of a terminal a text takes.
package enum TextHeight {
  /// - Parameter width: columns; longer lines take several rows.
  package static func rows(of text: String, width: Int) -> Int {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.reduce(0) { $0 + max(1, (TextWidth.visibleColumns($1) + width - 1) / width) }
  }
}
