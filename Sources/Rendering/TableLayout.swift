import Wording

/// Which columns of a table are shown in a width, and how wide: prose is
/// shortened first, then columns are left out from the end; the first one
/// stays, and a word without a blank, which may be an id, is never cut.
struct TableLayout {
  struct Column {
    var name: String
    var cells: [TableCell]
    var texts: [String]
    var isRight: Bool
    var width: Int
    /// Whether its texts are sentences, which may be shortened.
    var isProse: Bool
  }

  private(set) var columns: [Column]
  /// The names of those that have no room.
  private(set) var hidden: [String] = []

  static let gap = 2
  private static let leastProse = 20

  init(_ table: Table, width: Int?, ellipsis: String) {
    columns = table.columns.map { column in
      let texts = column.cells.map(\.forPeople)
      let width = texts.reduce(TextWidth.columns(column.name)) { max($0, TextWidth.columns($1)) }
      return Column(
        name: column.name, cells: column.cells, texts: texts, isRight: column.isRight, width: width,
        isProse: width > Self.leastProse && texts.contains { $0.contains(" ") })
    }
    guard let width else { return }
    shortenProse(to: width, ellipsis)
    while columns.count > 1, total > width { hidden.insert(columns.removeLast().name, at: 0) }
  }

  /// What is to be said of the columns that are not shown.
  var note: String? {
    guard !hidden.isEmpty else { return nil }
    let count = "\(Words.counted(hidden.count, "column")) \(Words.be(hidden.count))"
    return "(\(count) hidden: \(hidden.joined(separator: ", ")); `format vertical` shows all)"
  }

  private var total: Int { columns.reduce(0) { $0 + $1.width } + Self.gap * (columns.count - 1) }

  private mutating func shortenProse(to width: Int, _ ellipsis: String) {
    for index in columns.indices.dropFirst().reversed() where columns[index].isProse && total > width {
      let least = max(Self.leastProse, TextWidth.columns(columns[index].name))
      let room = max(least, columns[index].width - (total - width))
      columns[index].width = room
      columns[index].texts = columns[index].texts.map { text in
        guard TextWidth.columns(text) > room, text.contains(" ") else { return text }
        return TextWidth.prefix(text, columns: room - ellipsis.count) + ellipsis
      }
      // A long word in between, an id perhaps, keeps its column wide.
      columns[index].width = columns[index].texts.reduce(room) { max($0, TextWidth.columns($1)) }
    }
  }
}
