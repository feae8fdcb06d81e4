/// How a wait shows how far a job is: one line that is written over on a
/// terminal, and dated lines where there is none or they must stay. Pure: it
/// is told the time.
package struct ProgressLine: Sendable {
  /// How many tasks there are, by how far they are.
  package struct Counts: Sendable, Equatable {
    /// Tasks of the job.
    package var total: Int
    /// Those that are over, the failed among them.
    package var completed: Int
    /// Those that run.
    package var running: Int
    /// Those that are over and have failed.
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
  /// Seconds after which a dated line comes although no tenth has passed.
  private let heartbeat: Double
  /// When the wait began, and how many tasks were completed then: the rate
  /// is that of this wait.
  private var start: (time: Double, completed: Int)?
  /// The counts never run backwards, although the service's may.
  private var highest = 0
  private var lastFailed = 0
  private var lastTenth = -1
  private var lastTime = -Double.infinity

  /// - Parameters:
  ///   - repaints: whether the line may be written over; else lines are dated.
  ///   - heartbeat: seconds, for dated lines.
  package init(label: String, repaints: Bool, heartbeat: Double = 300) {
    self.label = label
    self.repaints = repaints
    self.heartbeat = heartbeat
  }

  /// For a terminal: where lines are spoken a sign of life comes every half
  /// minute, in a log every five.
  package init(label: String, terminal: Terminal) {
    self.init(
      label: label, repaints: terminal.repaintsProgress,
      heartbeat: terminal.isErrorTerminal && terminal.isAccessible ? 30 : 300)
  }

  /// What is to be written now; nil when there is nothing new to say.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - width: columns of the terminal.
  package mutating func update(_ counts: Counts, now: Double, width: Int) -> String? {
    highest = max(highest, counts.completed)
    let begin = start ?? (now, highest)
    start = begin
    let parts = parts(counts, elapsed: now - begin.time, done: highest - begin.completed)
    if repaints { return "\r\u{1B}[K" + Self.fitted(parts, to: width - 1) }
    let tenth = counts.total == 0 ? 0 : highest * 10 / counts.total
    guard tenth > lastTenth || counts.failed > 0 && lastFailed == 0 || now - lastTime >= heartbeat else { return nil }
    (lastTenth, lastFailed, lastTime) = (tenth, counts.failed, now)
    return "\(UTCText.time(now.rounded(.down))) \(parts.map(\.text).joined())\n"
  }

  /// Ends the line that was written over, once.
  package mutating func end() -> String {
    defer { start = nil }
    return repaints && start != nil ? "\n" : ""
  }

  /// A piece of the line; the higher its number, the sooner it is left out.
  private struct Part {
    var text: String
    var rank: Int
  }

  private func parts(_ counts: Counts, elapsed: Double, done: Int) -> [Part] {
    // Rounded down: 100 % is said when nothing is left.
    let percent = counts.total == 0 ? 0 : highest * 100 / counts.total
    let queued = max(0, counts.total - highest - counts.running)
    var parts = [
      Part(text: "\(label): ", rank: 1), Part(text: "\(percent) % (\(highest)/\(counts.total))", rank: 0),
      Part(text: ", \(counts.running) running", rank: 4), Part(text: ", \(queued) queued", rank: 5),
    ]
    if counts.failed > 0 { parts.append(Part(text: ", \(counts.failed) failed", rank: 2)) }
    // Of one task, and of less than a second, nothing can be foretold.
    if done >= 2, elapsed > 1, highest < counts.total {
      parts.append(Part(text: ", \(Self.rate(Double(done) / elapsed))", rank: 6))
      let remaining = Double(counts.total - highest) * elapsed / Double(done)
      parts.append(Part(text: ", about \(DurationText.text(seconds: remaining)) left at this rate", rank: 3))
    }
    return parts
  }

  /// `2.5/s`, `12/min` or `3/h`: in the unit in which it is more than one.
  private static func rate(_ perSecond: Double) -> String {
    for (unit, seconds) in [("s", 1.0), ("min", 60), ("h", 3600)] {
      let rate = perSecond * seconds
      guard rate >= 1 || unit == "h" else { continue }
      let tenths = Int((rate * 10).rounded())
      return rate >= 9.95 || tenths % 10 == 0
        ? "\(Int(rate.rounded()))/\(unit)" : "\(tenths / 10).\(tenths % 10)/\(unit)"
    }
    return ""
  }

  /// The parts that fit, the least important left out; what is still too long
  /// is cut.
  private static func fitted(_ parts: [Part], to width: Int) -> String {
    var parts = parts
    func text() -> String { parts.map(\.text).joined() }
    while TextWidth.columns(text()) > width, let least = parts.map(\.rank).max(), least > 0 {
      parts.removeAll { $0.rank == least }
    }
    return TextWidth.prefix(text(), columns: width)
  }
}
