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

  @Test("writes a line for each tenth where there is no terminal")
  func writesTenths() {
    var line = ProgressLine(label: "job", repaints: false)
    let texts = (0...100).compactMap { line.update(counts($0, of: 100), now: Double($0), width: 80) }
    #expect(texts.count == 11)
    #expect(texts.allSatisfy { $0.hasSuffix("\n") && !$0.contains("\u{1B}") })
    #expect(line.end() == "")
  }
}
