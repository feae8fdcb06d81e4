import AzureWire
import Rendering

/// Shows what a statement that is run again and again has printed: in place
/// on a terminal, elsewhere each change below the time.
struct WatchView {
  private let title: String
  private let interval: Double
  private let context: CommandContext
  private let paints: Bool
  private var block = RepaintedBlock()
  private var width: Int
  private var resumptions: Int
  private var changes: ChangeNews<[OutputTap.Part]>

  /// - Parameters:
  ///   - title: the statement.
  ///   - interval: seconds between two runs.
  init(title: String, interval: Double, context: CommandContext) {
    let terminal = context.console.terminal
    self.title = title.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    self.interval = interval
    self.context = context
    paints = terminal.isOutputTerminal && terminal.repaintsProgress && !context.isForPrograms
    width = terminal.width
    resumptions = context.console.resumptions
    changes = ChangeNews(terminal: terminal)
  }

  /// Shows what one run has printed.
  mutating func show(_ parts: [OutputTap.Part]) {
    let time = Timestamp(secondsSince1970: context.now().rounded(.down)).iso8601Seconds
    if paints { return paint(parts, time) }
    switch changes.news(parts, now: context.now()) {
    case nil: break
    case .heartbeat: context.console.write("\(time) no change\n")
    case .change:
      // Where a program reads the output, the time goes aside.
      context.console.write("\(time)\n")
      for part in parts { if part.isError { context.tap.note(part.text) } else { context.tap.write(part.text) } }
    }
  }

  private mutating func paint(_ parts: [OutputTap.Part], _ time: String) {
    let terminal = context.console.terminal
    // Lines that broke anew, or scrolled away while azp was stopped, cannot be painted over.
    if terminal.width != width || context.console.resumptions != resumptions { block = RepaintedBlock() }
    width = terminal.width
    resumptions = context.console.resumptions
    let heading = "\(time), every \(DurationText.text(seconds: interval)): \(title)"
    var lines = HeldLines.lines(of: WordWrap.wrap(heading, width: width - 1))
    lines += HeldLines.lines(of: parts.map(\.text).joined())
    // A row is left for the cursor.
    if let height = terminal.height, lines.count > height - 1 {
      let shown = max(1, height - 2)
      lines = lines.prefix(shown) + ["... and \(lines.count - shown) more lines"]
    }
    context.tap.write(block.paint(lines, width: width))
  }
}
