import Wording

/// Pieces of work over time, by who did them.
package struct Timeline: Sendable, Equatable {
  /// How what a bar stands for went.
  package enum Kind: Sendable, CaseIterable {
    case succeeded, failed, running

    var word: String {
      switch self {
      case .succeeded: "succeeded"
      case .failed: "failed"
      case .running: "running"
      }
    }
  }

  /// One piece of work; times are seconds from any fixed point.
  package struct Bar: Sendable, Equatable {
    /// What the bar is called.
    package var label: String
    /// The rows that it belongs to.
    package var group: String
    /// Seconds since 1970.
    package var start: Double
    /// Seconds since 1970; not before the start.
    package var end: Double
    /// How it went.
    package var kind: Kind

    package init(label: String, group: String, start: Double, end: Double, kind: Kind) {
      self.label = label
      self.group = group
      self.start = start
      self.end = end
      self.kind = kind
    }
  }

  /// Bars that do not overlap, and so fit into one row.
  struct Lane: Equatable {
    var group: String
    var bars: [Bar]
  }

  /// What the heading begins with.
  package var title: String
  /// In any order.
  package var bars: [Bar]

  package init(title: String, bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  var start: Double { bars.map(\.start).min() ?? 0 }
  var end: Double { bars.map(\.end).max() ?? 0 }
  /// Never nothing, for it divides.
  var length: Double { max(end - start, 0.001) }

  /// As few rows for each group as hold its bars; groups by name.
  var lanes: [Lane] {
    Dictionary(grouping: bars, by: \.group).sorted { $0.key < $1.key }.flatMap { group, bars in
      var lanes: [Lane] = []
      for bar in bars.sorted(by: { ($0.start, $0.label) < ($1.start, $1.label) }) {
        // What a clock tells of the end of one and the start of the next may cross by a little.
        let free = lanes.firstIndex { ($0.bars.last?.end ?? 0) <= bar.start + 0.001 }
        if let free { lanes[free].bars.append(bar) } else { lanes.append(Lane(group: group, bars: [bar])) }
      }
      return lanes
    }
  }

  /// `nightly: 21 tasks on 2 nodes, 12s, busy 87 % of the time`.
  var heading: String {
    let lanes = lanes
    let groups = Set(bars.map(\.group)).count
    let busy = bars.reduce(0) { $0 + $1.end - $1.start } / (length * Double(max(lanes.count, 1)))
    return "\(title): \(Words.counted(bars.count, "task")) on \(Words.counted(groups, "node")), "
      + "\(DurationText.text(seconds: end - start)), busy \(min(100, Int(busy * 100))) % of the time"
  }
}
