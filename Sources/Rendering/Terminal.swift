#if canImport(Glibc)
  import Glibc
#endif

/// What is known of the three standard streams. One value of it is made at
/// the start; nobody else asks the system.
package struct Terminal: Sendable {
  package var isInputTerminal: Bool
  package var isOutputTerminal: Bool
  package var isErrorTerminal: Bool
  /// Columns that nobody narrower has asked for; see ``width``.
  private let fixedWidth: Int?
  /// Whether words may be coloured (no `NO_COLOR`, no dumb terminal).
  package var hasColor: Bool
  /// Whether nothing is to be painted over (`ACCESSIBLE`): a screen reader
  /// reads lines.
  package var isAccessible = false

  package init(isInputTerminal: Bool, isOutputTerminal: Bool, isErrorTerminal: Bool, width: Int?, hasColor: Bool) {
    self.isInputTerminal = isInputTerminal
    self.isOutputTerminal = isOutputTerminal
    self.isErrorTerminal = isErrorTerminal
    fixedWidth = width
    self.hasColor = hasColor
  }

  /// The facts of this process.
  package init(environment: [String: String]) {
    isInputTerminal = isatty(0) == 1
    isOutputTerminal = isatty(1) == 1
    isErrorTerminal = isatty(2) == 1
    fixedWidth = isatty(1) == 1 ? nil : 80
    let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
    isAccessible = !["", "0"].contains(environment["ACCESSIBLE"] ?? "")
    hasColor = isOutputTerminal && !isDumb && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// The width of the output in columns, from 20 on; R's 80 where there is
  /// no terminal.
  package var width: Int {
    if let fixedWidth { return fixedWidth }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return max(20, Int(size.ws_col))
  }

  /// Whether there is a person to be asked.
  package var isInteractive: Bool { isInputTerminal && isOutputTerminal }
}
