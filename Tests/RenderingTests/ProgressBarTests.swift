import Rendering
import Testing

@Suite("A progress bar")
struct ProgressBarTests {
  @Test("fills from left to right and rounds down")
  func fills() {
    var bar = ProgressBar(label: "x.rds", repaints: true)
    #expect(
      bar.update(0.5, detail: "1 of 2 MB", width: 50)
        == "\r\u{1B}[Kx.rds: |===========           |  50 % 1 of 2 MB")
    #expect(bar.update(0.9999, detail: "2 of 2 MB", width: 50)?.contains(" 99 %") == true)
    #expect(bar.update(1, detail: "", width: 50)?.contains("100 %") == true)
    #expect(bar.end() == "\n")
  }

  @Test("never runs backwards, and says nothing twice")
  func isMonotone() {
    var bar = ProgressBar(label: "x", repaints: true)
    #expect(bar.update(0.5, detail: "", width: 50) != nil)
    #expect(bar.update(0.4, detail: "", width: 50) == nil)
  }

  @Test("fits narrow terminals, and a Ctrl-C behind it", arguments: [12, 20, 30, 40, 60])
  func fits(width: Int) throws {
    var bar = ProgressBar(label: "results/merge-result.rds", repaints: true)
    let update = bar.update(0.5, detail: "4.6 of 10 MB", width: width)
    let text = try #require(update)
    #expect(text.dropFirst(4).count + "^C".count < width)
  }

  @Test("writes a line for each quarter where there is no terminal")
  func quarters() {
    var bar = ProgressBar(label: "x", repaints: false)
    let texts = (0...100).compactMap { bar.update(Double($0) / 100, detail: "d", width: 80) }
    #expect(texts == ["x: 25 % d\n", "x: 50 % d\n", "x: 75 % d\n", "x: 100 % d\n"])
    #expect(bar.end() == "")
  }
}
