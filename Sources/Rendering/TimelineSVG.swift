/// A timeline as a picture of its own, with nothing to fetch: for a report, a
/// page or a mail.
package struct TimelineSVG: Sendable {
  private let timeline: Timeline
  private static let width = 960.0
  private static let rowHeight = 16.0
  private static let top = 56.0
  private static let left = 150.0
  private static let right = 24.0

  package init(_ timeline: Timeline) {
    self.timeline = timeline
  }

  /// The whole document.
  package var text: String {
    let lanes = timeline.lanes
    let bottom = Self.top + Double(lanes.count) * Self.rowHeight
    let height = bottom + 56
    var parts = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(Self.width)) \(Self.number(height))" \
      width="\(Self.number(Self.width))" height="\(Self.number(height))" font-family="sans-serif" font-size="11" \
      role="img" aria-label="\(Self.escaped(timeline.heading))">
      <rect width="100%" height="100%" fill="#ffffff"/>
      <text x="16" y="26" font-size="15" font-weight="bold">\(Self.escaped(timeline.heading))</text>
      """
    ]
    parts += axis(from: Self.top, to: bottom)
    var last: String?
    for (index, lane) in lanes.enumerated() {
      let y = Self.top + Double(index) * Self.rowHeight
      if lane.group != last {
        parts.append(
          "<text x=\"\(Self.number(Self.left - 8))\" y=\"\(Self.number(y + 12))\" text-anchor=\"end\">"
            + "\(Self.escaped(Self.shortened(lane.group)))<title>\(Self.escaped(lane.group))</title></text>")
        parts.append(line(x1: 16, y1: y, x2: Self.width - Self.right, y2: y, "#dddddd"))
        last = lane.group
      }
      parts += lane.bars.map { rectangle($0, y: y) }
    }
    parts += legend(at: bottom + 44)
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  private var scale: Double { (Self.width - Self.left - Self.right) / timeline.length }

  private func rectangle(_ bar: Timeline.Bar, y: Double) -> String {
    let x = Self.left + (bar.start - timeline.start) * scale
    let width = max(1, (bar.end - bar.start) * scale - 0.5)
    let seconds = Self.number((bar.end - bar.start))
    let title = "task \(bar.label) on \(bar.group): \(bar.kind.word), \(seconds) s"
    let height = Self.rowHeight - 3
    var text =
      "<g><title>\(Self.escaped(title))</title><rect x=\"\(Self.number(x))\" y=\"\(Self.number(y + 2))\" "
      + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" fill=\"\(Self.colour(bar.kind))\"/>"
    // Labels where they fit; the title tells the others.
    if width > 8 + 6 * Double(bar.label.count) {
      text +=
        "<text x=\"\(Self.number(x + width / 2))\" y=\"\(Self.number(y + 12))\" text-anchor=\"middle\" "
        + "fill=\"#ffffff\" font-size=\"10\">\(Self.escaped(bar.label))</text>"
    }
    return text + "</g>"
  }

  private func axis(from top: Double, to bottom: Double) -> [String] {
    let step = Self.step(for: timeline.length)
    return stride(from: 0, through: timeline.length, by: step).flatMap { seconds in
      let x = Self.left + seconds * scale
      return [
        line(x1: x, y1: top - 6, x2: x, y2: bottom, "#eeeeee"),
        "<text x=\"\(Self.number(x))\" y=\"\(Self.number(bottom + 16))\" text-anchor=\"middle\">"
          + "\(step < 1 ? Self.number(seconds) + "s" : DurationText.text(seconds: seconds))</text>",
      ]
    }
  }

  private func legend(at y: Double) -> [String] {
    let kinds = Timeline.Kind.allCases.filter { kind in timeline.bars.contains { $0.kind == kind } }
    return kinds.enumerated().map { index, kind in
      let x = Self.left + Double(index) * 110
      return "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y - 10))\" width=\"12\" height=\"12\" "
        + "fill=\"\(Self.colour(kind))\"/><text x=\"\(Self.number(x + 18))\" y=\"\(Self.number(y))\">\(kind.word)</text>"
    }
  }

  private func line(x1: Double, y1: Double, x2: Double, y2: Double, _ colour: String) -> String {
    "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\" "
      + "stroke=\"\(colour)\"/>"
  }

  /// Colours that people with any colour vision tell apart.
  private static func colour(_ kind: Timeline.Kind) -> String {
    switch kind {
    case .succeeded: "#0072b2"
    case .failed: "#d55e00"
    case .running: "#999999"
    }
  }

  /// Seconds between two marks, about eight of them.
  static func step(for length: Double) -> Double {
    let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400]
    return steps.first { length / $0 <= 8 } ?? (length / 8 / 86_400).rounded(.up) * 86_400
  }

  private static func shortened(_ name: String) -> String { name.count <= 22 ? name : "…" + name.suffix(21) }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
