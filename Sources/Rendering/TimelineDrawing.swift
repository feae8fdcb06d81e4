/// A timeline as shapes on a page, for pictures of any format.
///
/// Lengths are pixels from the upper left corner; a text stands on its `y`.
package struct TimelineDrawing: Sendable {
  /// Which part of a text stands at its place.
  package enum Anchor: String, Sendable {
    case start, middle, end
  }

  /// Words on the picture. Places and sizes are pixels, from the top left corner.
  package struct Text: Sendable {
    package var words: String
    package var x: Double
    package var y: Double
    package var anchor = Anchor.start
    package var size = 11.0
    package var colour = "#000000"
    package var isBold = false
    /// All of what is shortened; nil where nothing is.
    package var title: String?
  }

  /// A filled box.
  package struct Rectangle: Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
    package var colour: String
    package var title: String?
  }

  /// A thin line.
  package struct Line: Sendable {
    package var x1: Double
    package var y1: Double
    package var x2: Double
    package var y2: Double
    package var colour: String
  }

  /// In pixels.
  package private(set) var width = 960.0
  /// In pixels; grows with the number of rows.
  package private(set) var height = 0.0
  /// What the picture shows, in one line.
  package private(set) var heading: String
  /// Below everything else.
  package private(set) var lines: [Line] = []
  /// The bars, and what explains their colours.
  package private(set) var rectangles: [Rectangle] = []
  /// Above everything else.
  package private(set) var texts: [Text] = []

  private static let rowHeight = 16.0
  private static let top = 56.0
  private static let left = 150.0
  private static let right = 24.0

  package init(_ timeline: Timeline) {
    heading = timeline.heading
    let lanes = timeline.lanes
    let bottom = Self.top + Double(lanes.count) * Self.rowHeight
    height = bottom + 56
    texts.append(Text(words: heading, x: 16, y: 26, size: 15, isBold: true))
    let scale = (width - Self.left - Self.right) / timeline.length
    addAxis(length: timeline.length, scale: scale, to: bottom)
    var last: String?
    for (index, lane) in lanes.enumerated() {
      let y = Self.top + Double(index) * Self.rowHeight
      if lane.group != last { addGroup(lane.group, y: y) }
      last = lane.group
      for bar in lane.bars { add(bar, x: Self.left + (bar.start - timeline.start) * scale, y: y, scale: scale) }
    }
    addLegend(of: timeline, y: bottom + 44)
  }

  private mutating func addAxis(length: Double, scale: Double, to bottom: Double) {
    let step = Self.step(for: length)
    for seconds in stride(from: 0, through: length, by: step) {
      let x = Self.left + seconds * scale
      lines.append(Line(x1: x, y1: Self.top - 6, x2: x, y2: bottom, colour: "#eeeeee"))
      let words = step < 1 ? Self.number(seconds) + "s" : DurationText.text(seconds: seconds)
      texts.append(Text(words: words, x: x, y: bottom + 16, anchor: .middle))
    }
  }

  private mutating func addGroup(_ name: String, y: Double) {
    lines.append(Line(x1: 16, y1: y, x2: width - Self.right, y2: y, colour: "#dddddd"))
    let shown = name.count <= 22 ? name : "…" + name.suffix(21)
    texts.append(Text(words: shown, x: Self.left - 8, y: y + 12, anchor: .end, title: name))
  }

  private mutating func add(_ bar: Timeline.Bar, x: Double, y: Double, scale: Double) {
    let length = max(1, (bar.end - bar.start) * scale - 0.5)
    let title = "task \(bar.label) on \(bar.group): \(bar.kind.word), \(Self.number(bar.end - bar.start)) s"
    rectangles.append(
      Rectangle(
        x: x, y: y + 2, width: length, height: Self.rowHeight - 3, colour: Self.colour(bar.kind), title: title))
    // Labels where they fit; the title tells the others.
    guard length > 8 + 6 * Double(bar.label.count) else { return }
    texts.append(
      Text(words: bar.label, x: x + length / 2, y: y + 12, anchor: .middle, size: 10, colour: "#ffffff", title: title))
  }

  private mutating func addLegend(of timeline: Timeline, y: Double) {
    let kinds = Timeline.Kind.allCases.filter { kind in timeline.bars.contains { $0.kind == kind } }
    for (index, kind) in kinds.enumerated() {
      let x = Self.left + Double(index) * 110
      rectangles.append(Rectangle(x: x, y: y - 10, width: 12, height: 12, colour: Self.colour(kind)))
      texts.append(Text(words: kind.word, x: x + 18, y: y))
    }
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

  /// With one decimal where there is one.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}
