import Rendering
import Testing

@Suite("A progress line")
struct ProgressLineTests {
  private func counts(_ completed: Int, of total: Int, running: Int = 0, failed: Int = 0) -> ProgressLine.Counts {
    ProgressLine.Counts(total: total, completed: completed, running: running, failed: failed)
  }

  @Test("rounds down, so that 100 % means that nothing is left")
  func roundsDown() {
    var line = ProgressLine(label: "job", repaints: true)
    #expect(line.update(counts(199, of: 200), now: 0, width: 80)?.contains("99 % (199/200)") == true)
    #expect(line.update(counts(200, of: 200), now: 1, width: 80)?.contains("100 % (200/200)") == true)
  }

  @Test("never runs backwards, although the service's counts may")
  func isMonotone() {
    var line = ProgressLine(label: "job", repaints: true)
    _ = line.update(counts(5, of: 10), now: 0, width: 80)
    #expect(line.update(counts(4, of: 10), now: 1, width: 80)?.contains("50 % (5/10)") == true)
  }

  @Test("tells the remaining time at the rate of this wait, not of the whole job")
  func estimatesFromThisWait() throws {
    var line = ProgressLine(label: "job", repaints: true)
    _ = line.update(counts(100, of: 200), now: 1000, width: 200)
    let update = line.update(counts(110, of: 200), now: 1010, width: 200)
    let text = try #require(update)
    #expect(text.contains("about 1m 30s left at this rate"))
  }

  @Test("says nothing of the time before it has seen tasks end")
  func isHonest() throws {
    var line = ProgressLine(label: "job", repaints: true)
    _ = line.update(counts(0, of: 10, running: 2), now: 0, width: 200)
    let update = line.update(counts(1, of: 10, running: 2), now: 60, width: 200)
    let text = try #require(update)
    #expect(!text.contains("left"))
  }

  @Test("is cut to the width of a narrow terminal", arguments: [20, 40, 60])
  func fitsTheWidth(width: Int) throws {
    var line = ProgressLine(label: "job20261122180149", repaints: true)
    let update = line.update(counts(3, of: 10, running: 2, failed: 1), now: 0, width: width)
    let text = try #require(update)
    #expect(text.hasPrefix("\r\u{1B}[K"))
    #expect(text.dropFirst(4).count < width)
  }

  @Test("names the rate in the unit in which it is more than one")
  func tellsRate() throws {
    for (seconds, rate) in [(5.0, "20/s"), (40, "2.5/s"), (500, "12/min"), (120_000, "3/h")] {
      var line = ProgressLine(label: "job", repaints: true)
      _ = line.update(counts(0, of: 200), now: 0, width: 200)
      let update = line.update(counts(100, of: 200), now: seconds, width: 200)
      let text = try #require(update)
      #expect(text.contains(", \(rate), about "), "\(text)")
    }
  }

  @Test("leaves out the least important where there is no room, and is not cut in a word")
  func leavesOut() throws {
    func text(width: Int) throws -> String {
      var line = ProgressLine(label: "nightly", repaints: true)
      _ = line.update(counts(0, of: 1000), now: 0, width: width)
      let update = line.update(counts(400, of: 1000, running: 2, failed: 3), now: 400, width: width)
      return String(try #require(update).dropFirst(4))
    }
    let all = "nightly: 40 % (400/1000), 2 running, 598 queued, 3 failed, 1/s, about 10m left at this rate"
    #expect(try text(width: 100) == all)
    #expect(
      try text(width: 80) == "nightly: 40 % (400/1000), 2 running, 3 failed, about 10m left at this rate")
    #expect(try text(width: 50) == "nightly: 40 % (400/1000), 3 failed")
    #expect(try text(width: 20) == "40 % (400/1000)")
  }

  @Test("writes a dated line for each tenth where there is no terminal")
  func writesTenths() {
    var line = ProgressLine(label: "job", repaints: false)
    let texts = (0...100).compactMap { line.update(counts($0, of: 100), now: Double($0), width: 80) }
    #expect(texts.count == 11)
    #expect(texts.first == "1970-01-01T00:00:00Z job: 0 % (0/100), 0 running, 100 queued\n")
    #expect(texts.allSatisfy { $0.hasSuffix("\n") && !$0.contains("\u{1B}") })
    #expect(line.end() == "")
  }

  @Test("gives a sign of life when nothing happens, and tells the first failure at once")
  func beats() {
    var line = ProgressLine(label: "job", repaints: false, heartbeat: 30)
    let texts = (0...100).compactMap { line.update(counts(1, of: 100), now: Double($0), width: 80) }
    #expect(texts.map { $0.prefix(20) } == ["00:00", "00:30", "01:00", "01:30"].map { "1970-01-01T00:\($0)Z" })
    let failure = line.update(counts(1, of: 100, failed: 1), now: 101, width: 80)
    #expect(failure?.contains("1 failed") == true)
    let again = line.update(counts(1, of: 100, failed: 1), now: 102, width: 80)
    #expect(again == nil)
  }
}
