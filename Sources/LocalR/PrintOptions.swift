internal import RData

/// The options of printing, and the width of the terminal when one was chosen.
struct PrintOptions: Sendable {
  private var chosen = ROptions()
  /// The terminal's columns when the width was chosen; `nil` while it is the
  /// terminal's.
  private var columnsWhenChosen: Int??

  /// Those that hold in a terminal of so many columns, if there is one.
  func options(columns: Int?) -> ROptions {
    var options = chosen
    if columnsWhenChosen != .some(columns) { options.width = columns.map(Self.allowed) ?? ROptions().width }
    return options
  }

  mutating func set(_ options: ROptions, columns: Int?) {
    if options.width != self.options(columns: columns).width { columnsWhenChosen = .some(columns) }
    chosen = options
  }

  /// As R allows it.
  private static func allowed(_ columns: Int) -> Int { min(max(columns, 10), 10_000) }
}
