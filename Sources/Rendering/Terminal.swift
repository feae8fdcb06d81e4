#if canImport(Glibc)
  import Glibc
#endif

/// What is known of the three standard streams. One value of it is made at
/// the start; nobody else asks the system.
package struct Terminal: Sendable {
  /// Standard input: whether somebody can type.
  package var isInputTerminal: Bool
  /// Standard output: whether results are seen at once.
  package var isOutputTerminal: Bool
  /// Standard error: whether messages are seen at once.
  package var isErrorTerminal: Bool
  /// Columns that nobody narrower has asked for; see ``width``.
  private var fixedWidth: Int?
  /// Whether words may be coloured (`NO_COLOR`, `CLICOLOR_FORCE`, no dumb
  /// terminal).
  package var hasColor: Bool
  /// Whether the cursor can be moved: not on a dumb terminal.
  package var isDumb = false
  /// Whether `ACCESSIBLE=1` asks for lines that stay as they are, for a
  /// reader that speaks them.
  package var isAccessible = false
  /// ASCII in a locale without UTF-8.
  package var signs = Signs.unicode
  /// The command line that shows what is higher than the screen; nil for none.
  package var pager: String?

  package init(isInputTerminal: Bool, isOutputTerminal: Bool, isErrorTerminal: Bool, width: Int?, hasColor: Bool) {
    self.isInputTerminal = isInputTerminal
    self.isOutputTerminal = isOutputTerminal
    self.isErrorTerminal = isErrorTerminal
    fixedWidth = width
    self.hasColor = hasColor
  }

  /// The facts of this process, whose locale is set already.
  package init(environment: [String: String]) {
    isInputTerminal = isatty(0) == 1
    isOutputTerminal = isatty(1) == 1
    isErrorTerminal = isatty(2) == 1
    fixedWidth = isatty(1) == 1 ? nil : 80
    isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    isAccessible = !["", "0"].contains(environment["ACCESSIBLE"] ?? "")
    hasColor = Self.hasColor(environment, isOutputTerminal: isOutputTerminal)
    signs = String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" ? .unicode : .ascii
    pager = Self.pager(environment)
  }

  /// `NO_COLOR` (no-color.org) has the first word, then `CLICOLOR_FORCE`
  /// (bixense.com/clicolors), then the terminal.
  package static func hasColor(_ environment: [String: String], isOutputTerminal: Bool) -> Bool {
    if !(environment["NO_COLOR"] ?? "").isEmpty { return false }
    if !["", "0"].contains(environment["CLICOLOR_FORCE"] ?? "") { return true }
    return isOutputTerminal && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  /// `$PAGER`, `less` without one; an empty one and `cat` mean none.
  package static func pager(_ environment: [String: String]) -> String? {
    if ["", "dumb"].contains(environment["TERM"] ?? "") { return nil }
    let pager = environment["PAGER"] ?? "less"
    return ["", "cat"].contains(pager) ? nil : pager
  }

  /// The width of the output in columns, from 20 on; R's 80 where there is
  /// no terminal.
  package var width: Int {
    if let fixedWidth { return fixedWidth }
    return Self.size.map { max(20, $0.columns) } ?? 80
  }

  /// The width that tables have to fit; nil where there is no terminal, and
  /// everything is written in full.
  package var tableWidth: Int? { isOutputTerminal ? width : nil }

  /// The height of the output in rows; nil when it is not known.
  package var height: Int? { isOutputTerminal && fixedWidth == nil ? Self.size?.rows : nil }

  private static var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Whether there is a person to be asked.
  package var isInteractive: Bool { isInputTerminal && isOutputTerminal }

  /// Whether a line of progress may be written over.
  package var repaintsProgress: Bool { isErrorTerminal && !isDumb && !isAccessible }

  /// Whether the whole screen may be taken: for a pager, or to scroll a table.
  package var canTakeScreen: Bool { isInteractive && !isDumb && !isAccessible }

  /// The same for output that is held back, to be painted over by its next
  /// version: nothing is repainted in it, nobody is asked, and the last column
  /// stays free so that no line breaks.
  package var forHeldOutput: Terminal {
    var terminal = self
    terminal.isInputTerminal = false
    terminal.isAccessible = true
    if isOutputTerminal { terminal.fixedWidth = width - 1 }
    return terminal
  }

  /// How texts are coloured here.
  package var paint: Paint { hasColor ? .ansi : .none }
}
