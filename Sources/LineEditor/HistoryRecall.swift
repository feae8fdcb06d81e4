/// The walk through the history with Up and Down: only entries that begin with
/// what stands before the cursor, none twice in a row.
package struct HistoryRecall {
  /// Oldest first.
  package private(set) var entries: [String]
  /// The walk that is going on: what was typed, where it is, what it shows.
  private var walk: Walk?

  private struct Walk {
    var draft: String
    var prefix: String
    var index: Int
    var shown: String

    func accepts(_ entry: String) -> Bool {
      entry != shown && entry.utf8.starts(with: prefix.utf8)
    }
  }

  /// - Parameter entries: Oldest first.
  package init(_ entries: [String]) {
    self.entries = entries
  }

  /// Appends an entry, moving it to the end if it is there already, and ends
  /// the walk.
  package mutating func append(_ entry: String) {
    walk = nil
    if entries.last == entry { return }
    if let earlier = entries.lastIndex(of: entry) { entries.remove(at: earlier) }
    entries.append(entry)
  }

  /// What the newest entry that begins with the text, and is longer, has behind
  /// it.
  package func suggestion(for text: String) -> String? {
    guard !text.isEmpty else { return nil }
    let entry = entries.last { $0.utf8.count > text.utf8.count && $0.utf8.starts(with: text.utf8) }
    return entry.map { String(decoding: $0.utf8.dropFirst(text.utf8.count), as: UTF8.self) }
  }

  /// Ends the walk: a new line begins.
  package mutating func startLine() {
    walk = nil
  }

  /// The entry that Up shows, or nil when there is none.
  ///
  /// - Parameters:
  ///   - line: The line as it is.
  ///   - cursor: Its cursor as a UTF-8 offset.
  package mutating func previous(line: String, cursor: Int) -> String? {
    let current = current(line: line, cursor: cursor)
    guard let index = entries[..<current.index].lastIndex(where: { current.accepts($0) }) else { return nil }
    return show(entries[index], at: index, in: current)
  }

  /// The entry that Down shows, what was typed at first when no newer one is
  /// left, or nil when no walk is going on.
  package mutating func next(line: String, cursor: Int) -> String? {
    guard let current = walk, current.shown == line else { return nil }
    let newer = entries[min(current.index + 1, entries.count)...]
    guard let index = newer.firstIndex(where: { current.accepts($0) }) else {
      walk = nil
      return current.draft
    }
    return show(entries[index], at: index, in: current)
  }

  private func current(line: String, cursor: Int) -> Walk {
    if let walk, walk.shown == line { return walk }
    let prefix = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    return Walk(draft: line, prefix: prefix, index: entries.count, shown: line)
  }

  private mutating func show(_ entry: String, at index: Int, in current: Walk) -> String {
    var walk = current
    walk.index = index
    walk.shown = entry
    self.walk = walk
    return entry
  }
}
