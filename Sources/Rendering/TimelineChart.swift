/// A timeline as rows of blocks.
///
/// Tasks that follow each other in a row alternate between two shades; failed
/// and running ones have signs of their own, so that colour says nothing
/// alone.
package struct TimelineChart: Sendable {
  private let timeline: Timeline
  private let width: Int
  private let signs: Signs
  private static let rowLimit = 40
  private static let labelLimit = 20

  /// - Parameter width: columns, 20 at least.
  package init(_ timeline: Timeline, width: Int, signs: Signs = .unicode) {
    self.timeline = timeline
    self.width = max(20, width)
    self.signs = signs
  }

  /// All of it, each row with its line end.
  package var text: String {
    let lanes = timeline.lanes
    let shown = lanes.prefix(Self.rowLimit)
    let label = min(Self.labelLimit, max(4, width / 3), shown.map { $0.group.count }.max() ?? 0)
    let columns = max(8, width - label - 2)
    var lines = WordWrap.wrap(timeline.heading, width: width).split(separator: "\n").map(String.init)
    var last: String?
    for lane in shown {
      // The group is named at its first row.
      let name = lane.group == last ? "" : shortened(lane.group, to: label)
      last = lane.group
      lines.append(name + String(repeating: " ", count: label - name.count + 1) + row(lane, columns))
    }
    if lanes.count > shown.count { lines.append("... and \(lanes.count - shown.count) more rows; `file` draws all") }
    let length = DurationText.text(seconds: timeline.end - timeline.start)
    lines.append(
      String(repeating: " ", count: label + 1) + "0s"
        + String(repeating: " ", count: max(1, columns - 2 - length.count))
        + length)
    lines.append(legend)
    return lines.joined(separator: "\n") + "\n"
  }

  private var legend: String {
    let kinds = Set(timeline.bars.map(\.kind))
    var parts = ["\(signs.bars.even)\(signs.bars.odd) succeeded"]
    if kinds.contains(.failed) { parts.append("x failed") }
    if kinds.contains(.running) { parts.append("\(signs.bars.running) running") }
    return parts.joined(separator: "  ")
  }

  private func row(_ lane: Timeline.Lane, _ columns: Int) -> String {
    var cells = [Character](repeating: " ", count: columns)
    let scale = Double(columns) / timeline.length
    for (index, bar) in lane.bars.enumerated() {
      let first = min(columns - 1, max(0, Int((bar.start - timeline.start) * scale)))
      // Everything that ran is seen, and takes no column of what follows.
      let last = min(columns - 1, max(first, Int(((bar.end - timeline.start) * scale).rounded()) - 1))
      let sign: Character =
        switch bar.kind {
        case .succeeded: index.isMultiple(of: 2) ? signs.bars.even : signs.bars.odd
        case .failed: "x"
        case .running: signs.bars.running
        }
      for column in first...last where cells[column] == " " || bar.kind == .failed { cells[column] = sign }
    }
    return String(cells[...(cells.lastIndex { $0 != " " } ?? 0)])
  }

  /// The end of a node's name is what tells it from others.
  private func shortened(_ name: String, to width: Int) -> String {
    name.count <= width ? name : signs.ellipsis + name.suffix(max(0, width - signs.ellipsis.count))
  }
}
