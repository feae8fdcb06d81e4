/// How far something is that has a known size: one line that is written over
/// on a terminal, and a line for each quarter where there is none. Pure: it
/// is told everything.
///
///     results.rds: |=============               |  46 % 4.6 of 10 MB
package struct ProgressBar: Sendable {
  private let label: String
  private let repaints: Bool
  /// The bar never runs backwards, although what is measured may.
  private var highest = 0.0
  private var lastQuarter = 0
  private var hasWritten = false
  private var lastText = ""

  package init(label: String, repaints: Bool) {
    self.label = label
    self.repaints = repaints
  }

  /// What is to be written now; nil when there is nothing new to say.
  ///
  /// - Parameters:
  ///   - fraction: from 0 to 1.
  ///   - detail: follows the percentage.
  ///   - width: columns of the terminal.
  package mutating func update(_ fraction: Double, detail: String, width: Int) -> String? {
    highest = max(highest, min(1, max(0, fraction)))
    // Rounded down: 100 % is said when nothing is left.
    let percent = Int(highest * 100)
    guard repaints else {
      let quarter = percent / 25
      guard quarter > lastQuarter else { return nil }
      lastQuarter = quarter
      return "\(label): \(percent) % \(detail)\n"
    }
    // Two columns stay free for the `^C` that the terminal shows, one for the cursor.
    let text = line(percent, detail, width: width - 3)
    guard text != lastText else { return nil }
    lastText = text
    hasWritten = true
    return "\r\u{1B}[K" + text
  }

  /// Ends the line that was written over.
  package func end() -> String { hasWritten ? "\n" : "" }

  private func line(_ percent: Int, _ detail: String, width: Int) -> String {
    let number = String(repeating: " ", count: max(0, 3 - String(percent).count)) + "\(percent) %"
    // What is left for the bar; on a narrow terminal the label goes first, then the detail.
    for (head, tail) in [("\(label): ", " \(detail)"), ("", " \(detail)"), ("", "")] {
      let room = min(50, width - TextWidth.columns(head) - TextWidth.columns(tail) - number.count - 3)
      guard room >= 10 || head.isEmpty && tail.isEmpty else { continue }
      let size = max(0, room)
      let filled = Int(highest * Double(size))
      let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: size - filled)
      return "\(head)|\(bar)| \(number)\(tail)"
    }
    return number
  }
}
