import Testing

@testable import Rendering

@Suite("A timeline")
struct TimelineTests {
  private func bar(
    _ label: String, _ group: String, _ start: Double, _ end: Double, _ kind: Timeline.Kind = .succeeded
  ) -> Timeline.Bar {
    Timeline.Bar(label: label, group: group, start: start, end: end, kind: kind)
  }

  private var timeline: Timeline {
    Timeline(
      title: "job",
      bars: [
        bar("1", "a", 0, 10), bar("2", "a", 0, 5), bar("3", "a", 5, 10, .failed), bar("4", "b", 5, 10, .running),
      ])
  }

  @Test("needs as few rows as hold its bars, by group")
  func lanes() {
    let lanes = timeline.lanes
    #expect(lanes.map(\.group) == ["a", "a", "b"])
    #expect(lanes.map { $0.bars.map(\.label) } == [["1"], ["2", "3"], ["4"]])
    #expect(timeline.heading == "job: 4 tasks on 2 nodes, 10s, busy 83 % of the time")
  }

  @Test("is drawn with signs of their own for what failed and what runs")
  func chart() {
    #expect(
      TimelineChart(timeline, width: 24).text == """
        job: 4 tasks on 2 nodes,
        10s, busy 83 % of the
        time
        a █████████████████████
          ██████████xxxxxxxxxxx
        b           ░░░░░░░░░░░
          0s                10s
        █▓ succeeded  x failed  ░ running

        """)
  }

  @Test("is drawn in ASCII where there is no more")
  func asciiChart() {
    #expect(
      TimelineChart(timeline, width: 24, signs: .ascii).text == """
        job: 4 tasks on 2 nodes,
        10s, busy 83 % of the
        time
        a #####################
          ##########xxxxxxxxxxx
        b           ...........
          0s                10s
        #= succeeded  x failed  . running

        """)
    #expect(
      TimelineChart(timeline, width: 24).text.count == TimelineChart(timeline, width: 24, signs: .ascii).text.count)
  }

  @Test("fits any width, and one moment is no division by zero", arguments: [1, 20, 40, 80, 200])
  func widths(width: Int) {
    let moment = Timeline(title: "m", bars: [bar("1", String(repeating: "n", count: 60), 3, 3)])
    for timeline in [timeline, moment] {
      for line in TimelineChart(timeline, width: width).text.split(separator: "\n") where !line.contains("succeeded") {
        #expect(line.count <= max(20, width), "\(line)")
      }
    }
  }

  @Test("is a picture whose texts cannot break it")
  func picture() {
    let text = TimelineSVG(Timeline(title: "a<b&\"c\"", bars: [bar("<1>", "n&m", 0, 1)])).text
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.contains("a&lt;b&amp;&quot;c&quot;") && text.contains("task &lt;1&gt; on n&amp;m"))
    #expect(!text.contains("<1>") && !text.contains("n&m"))
  }

  @Test("has about eight marks whatever its length", arguments: [0.001, 0.9, 12, 3_700, 90_000, 2_592_000])
  func marks(length: Double) {
    let count = length / TimelineDrawing.step(for: length)
    #expect(count <= 8.01)
  }

  @Test("lines that are painted over go up as many as there were, and are cut to the width")
  func repainted() {
    var block = RepaintedBlock()
    #expect(block.paint(["one", "two"], width: 80) == "one\ntwo\n")
    #expect(block.paint(["a long line"], width: 7) == "\u{1B}[2A\r\u{1B}[Ja long\n")
    #expect(block.paint(["x"], width: 7) == "\u{1B}[1A\r\u{1B}[Jx\n")
  }
}
