/// A table to scroll, search and sort in, as keys change it. Pure: it is told
/// the keys and the size of the screen.
package struct TableViewer: Sendable {
  /// A key, as far as the viewer knows it.
  package enum Key: Sendable, Equatable {
    case up, down, left, right, pageUp, pageDown, home, end, enter, escape, backspace, interrupt
    /// Ctrl-Z, which is not for the table.
    case suspend
    case character(Character)
  }

  private struct Sorting: Sendable {
    var column: Int
    var isDescending: Bool
  }

  private let table: Table
  private let texts: [[String]]
  private let widths: [Int]
  private let standRight: [Bool]
  private let ellipsis: String
  /// Row numbers in the order in which they are shown.
  private var order: [Int]
  private var sorting: Sorting?
  /// The row and the column that keys act on, by position.
  private var row = 0
  private var column = 0
  private var top = 0
  private var left = 1
  private var pageSize = 20
  /// The search that is being typed.
  private var typing: String?
  private var pattern = ""
  private var message: String?

  /// Prose is shown up to so many columns.
  private static let widest = 60

  package init(_ table: Table, signs: Signs = .unicode) {
    self.table = table
    ellipsis = signs.ellipsis
    texts = table.columns.map { $0.cells.map(\.forPeople) }
    widths = zip(table.columns, texts).map { column, texts in
      let width = texts.reduce(TextWidth.columns(column.name) + 2) { max($0, TextWidth.columns($1)) }
      // A word without a blank may be an id, which is never cut.
      return texts.contains { $0.contains(" ") } ? min(width, Self.widest) : width
    }
    standRight = table.columns.map(\.isRight)
    order = Array(0..<table.rowCount)
  }

  /// Takes a key.
  ///
  /// - Returns: false when the viewer is to close.
  package mutating func press(_ key: Key) -> Bool {
    message = nil
    if typing != nil {
      type(key)
      return true
    }
    switch key {
    case .up, .character("k"): row -= 1
    case .down, .enter, .character("j"): row += 1
    case .pageUp, .character("b"): row -= pageSize
    case .pageDown, .character(" "): row += pageSize
    case .home, .character("g"): row = 0
    case .end, .character("G"): row = order.count - 1
    case .left, .character("h"): column = max(0, column - 1)
    case .right, .character("l"): column = min(table.columns.count - 1, column + 1)
    case .character("s"): sort()
    case .character("/"): typing = ""
    case .character("n"): search(forward: true)
    case .character("N"): search(forward: false)
    case .escape, .interrupt, .character("q"): return false
    case .backspace, .suspend, .character: break
    }
    row = min(max(row, 0), max(0, order.count - 1))
    return true
  }

  // MARK: Searching and sorting

  private mutating func type(_ key: Key) {
    switch key {
    case .character(let character): typing?.append(character)
    case .backspace where typing?.isEmpty == false: typing?.removeLast()
    case .enter:
      if let typed = typing, !typed.isEmpty { pattern = typed }
      typing = nil
      search(forward: true, includesCurrent: true)
    case .escape, .interrupt, .backspace: typing = nil
    case .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .suspend: break
    }
  }

  /// Goes to the next row with the pattern in any cell, from the start again
  /// behind the end; small and capital letters are the same.
  private mutating func search(forward: Bool, includesCurrent: Bool = false) {
    guard !pattern.isEmpty, !order.isEmpty else { return }
    let wanted = pattern.lowercased()
    let steps = includesCurrent ? Array(0..<order.count) : Array(1...order.count)
    for step in steps {
      let position = ((row + (forward ? step : -step)) % order.count + order.count) % order.count
      let number = order[position]
      if texts.contains(where: { $0[number].lowercased().contains(wanted) }) {
        row = position
        return
      }
    }
    message = "`\(pattern)` is in no row"
  }

  /// By the column that is marked: up, then down, then as it was.
  private mutating func sort() {
    guard table.columns.indices.contains(column) else { return }
    switch sorting {
    case .some(let old) where old.column == column && !old.isDescending:
      sorting = Sorting(column: column, isDescending: true)
    case .some(let old) where old.column == column: sorting = nil
    default: sorting = Sorting(column: column, isDescending: false)
    }
    order = Array(0..<table.rowCount)
    if let sorting {
      let cells = table.columns[sorting.column].cells
      order.sort { first, second in
        let (a, b) = (cells[first], cells[second])
        // What is missing stands last either way, and equal rows as they stood.
        if a == .missing || b == .missing { return a != .missing || (b == .missing && first < second) }
        switch Self.comparison(a, b, texts[sorting.column][first], texts[sorting.column][second]) {
        case true?: return !sorting.isDescending
        case false?: return sorting.isDescending
        case nil: return first < second
        }
      }
    }
    // Whoever sorts wants to see what comes first.
    row = 0
  }

  /// Whether a cell comes before another, numbers and times by value, all
  /// else by its text; nil for equal ones.
  private static func comparison(_ a: TableCell, _ b: TableCell, _ aText: String, _ bText: String) -> Bool? {
    switch (a, b) {
    case (.number(let a), .number(let b)), (.time(let a), .time(let b)), (.day(let a), .day(let b)),
      (.duration(let a), .duration(let b)):
      // NaN is neither before nor behind: it would confuse the sorting.
      let (a, b) = (a.isNaN ? .infinity : a, b.isNaN ? .infinity : b)
      return a == b ? nil : a < b
    default: return aText == bText ? nil : NaturalOrder.isBefore(aText, bText)
    }
  }

  // MARK: The screen

  /// The lines of a screen: the names of the columns, rows, and a line of
  /// help; the first column stays at the left.
  package mutating func lines(width: Int, height: Int) -> [String] {
    pageSize = max(1, height - 2)
    top = min(max(top, row - pageSize + 1), row)
    scrollSideways(to: width)
    let shown = visibleColumns(width)
    var lines = [header(shown, width)]
    for position in top..<(top + pageSize) {
      guard position < order.count else {
        lines.append("")
        continue
      }
      let number = order[position]
      let cells = shown.map { cell(texts[$0][number], column: $0) }
      let text = TextWidth.prefix(cells.joined(separator: "  "), columns: width)
      lines.append(position == row ? "\u{1B}[7m\(TextWidth.padded(text, to: width, isRight: false))\u{1B}[0m" : text)
    }
    lines.append(TextWidth.prefix(footer(width), columns: width))
    return lines
  }

  private mutating func scrollSideways(to width: Int) {
    if column < left { left = max(1, column) }
    while column > 0, left < column, !visibleColumns(width).contains(column) { left += 1 }
  }

  private func visibleColumns(_ width: Int) -> [Int] {
    guard !widths.isEmpty else { return [] }
    var shown = [0]
    var used = widths[0]
    for index in max(1, left)..<max(max(1, left), widths.count) {
      used += 2 + widths[index]
      // One beside the first is shown in any case, cut if need be.
      if used > width, shown.count > 1 { break }
      shown.append(index)
    }
    return shown
  }

  private func header(_ shown: [Int], _ width: Int) -> String {
    var used = 0
    var line = ""
    for index in shown {
      var name = table.columns[index].name
      if let sorting, sorting.column == index { name += sorting.isDescending ? " v" : " ^" }
      let gap = used > 0 ? "  " : ""
      let text = TextWidth.prefix(gap + cell(name, column: index), columns: max(0, width - used))
      used += TextWidth.columns(text)
      line += index == column ? "\u{1B}[1;4m\(text)\u{1B}[0m" : "\u{1B}[1m\(text)\u{1B}[0m"
    }
    return line
  }

  private func cell(_ text: String, column: Int) -> String {
    let width = widths[column]
    let isTooLong = TextWidth.columns(text) > width
    let cut = isTooLong ? TextWidth.prefix(text, columns: width - ellipsis.count) + ellipsis : text
    return TextWidth.padded(cut, to: width, isRight: standRight[column])
  }

  /// What is typed, what happened, or the place and the keys, in as many words
  /// as fit.
  private func footer(_ width: Int) -> String {
    if let typing { return "/\(typing)" }
    if let message { return message }
    let place = order.isEmpty ? "no rows" : "row \(row + 1) of \(order.count)"
    let keys = [
      "arrows move, s sorts by the underlined column, / searches, n next, q leaves",
      "arrows move, s sorts, / searches, n next, q leaves", "s sorts, / searches, q leaves", "s sorts, q leaves",
      "q leaves",
    ]
    return keys.lazy.map { "\(place); \($0)" }.first { TextWidth.columns($0) <= width } ?? place
  }
}
