import CEditLine

/// How a wait shows how far a job is: one line that is written over on a
/// terminal, and a line for each tenth where there is none. Pure: it is told
/// the time.
package struct ProgressLine: Sendable {
  package struct Counts: Sendable, Equatable {
    package var total: Int
    package var completed: Int
    package var running: Int
    package var failed: Int

    package init(total: Int, completed: Int, running: Int, failed: Int) {
      self.total = total
      self.completed = completed
      self.running = running
      self.failed = failed
    }
  }

  private let label: String
  private let repaints: Bool
  /// When the wait began, and how many tasks were completed then: the rate
  /// is that of this wait.
  private var start: (time: Double, completed: Int)?
  /// The counts never run backwards, although the service's may.
  private var highest = 0
  private var lastTenth = -1

  package init(label: String, repaints: Bool) {
    self.label = label
    self.repaints = repaints
  }

  /// What is to be written now; nil when there is nothing new to say.
  ///
  /// - Parameters:
  ///   - now: seconds, from any fixed point.
  ///   - width: columns of the terminal.
  package mutating func update(_ counts: Counts, now: Double, width: Int) -> String? {
    highest = max(highest, counts.completed)
    let begin = start ?? (now, highest)
    start = begin
    let text = line(counts, elapsed: now - begin.time, done: highest - begin.completed)
    guard repaints else {
      let tenth = counts.total == 0 ? 0 : highest * 10 / counts.total
      guard tenth > lastTenth else { return nil }
      lastTenth = tenth
      return text + "\n"
    }
    return "\r\u{1B}[K" + Self.cut(text, to: width - 1)
  }

  /// Ends the line that was written over.
  package func end() -> String { repaints && start != nil ? "\n" : "" }

  private func line(_ counts: Counts, elapsed: Double, done: Int) -> String {
    // Rounded down: 100 % is said when nothing is left.
    let percent = counts.total == 0 ? 0 : highest * 100 / counts.total
    var text = "\(label): \(percent) % (\(highest)/\(counts.total))"
    let queued = max(0, counts.total - highest - counts.running)
    text += ", \(counts.running) running, \(queued) queued"
    if counts.failed > 0 { text += ", \(counts.failed) failed" }
    if done >= 2, elapsed > 1, highest < counts.total {
      let remaining = Double(counts.total - highest) * elapsed / Double(done)
      text += ", about \(DurationText.text(seconds: remaining)) left at this rate"
    }
    return text
  }

  /// The text cut to a number of columns.
  package static func cut(_ text: String, to width: Int) -> String {
    var columns = 0
    var kept = ""
    for character in text {
      let size = character.unicodeScalars.reduce(0) { $0 + max(0, Int(ceditline_scalar_width($1.value))) }
      guard columns + size <= width else { break }
      columns += size
      kept.append(character)
    }
    return kept
  }
}
