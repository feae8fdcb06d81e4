import Rendering
import Testing

@Suite("The viewer of tables")
struct TableViewerTests {
  /// A viewer that can be asked within an expectation.
  private final class Driver {
    private var viewer: TableViewer

    init(_ table: Table) {
      viewer = TableViewer(table)
    }

    @discardableResult
    func press(_ key: TableViewer.Key) -> Bool { viewer.press(key) }

    @discardableResult
    func type(_ text: String) -> Bool { text.allSatisfy { press(.character($0)) } }

    /// The lines without their attributes and without blanks at their ends.
    @discardableResult
    func lines(_ width: Int = 60, _ height: Int) -> [String] {
      viewer.lines(width: width, height: height).map { line in
        var plain = ["0", "1", "7", "1;4"].reduce(line) { $0.split(separator: "\u{1B}[\($1)m").joined() }
        while plain.last == " " { plain.removeLast() }
        return plain
      }
    }
  }

  private func viewer() -> Driver {
    Driver(
      SampleTables.table([
        ("Id", (1...30).map { "job\($0)" }), ("State", (1...30).map { $0 % 2 == 0 ? "active" : "completed" }),
      ]))
  }

  @Test("shows the columns' names, rows, and a line of help, just as many as the screen has")
  func fillsTheScreen() {
    let viewer = viewer()
    let lines = viewer.lines(60, 6)
    #expect(lines.count == 6)
    #expect(lines[0] == "Id     State")
    #expect(lines[1] == "job1   completed")
    #expect(lines[4] == "job4   active")
    #expect(lines[5].hasPrefix("row 1 of 30; s sorts"))
    #expect(viewer.lines(20, 40).count == 40)
  }

  @Test(
    "the line of help says as much as fits, and is never cut",
    arguments: [
      (100, "row 1 of 30; arrows move, s sorts by the underlined column, / searches, n next, q leaves"),
      (80, "row 1 of 30; arrows move, s sorts, / searches, n next, q leaves"),
      (45, "row 1 of 30; s sorts, / searches, q leaves"), (40, "row 1 of 30; s sorts, q leaves"),
      (22, "row 1 of 30; q leaves"), (15, "row 1 of 30"),
    ])
  func help(width: Int, text: String) {
    #expect(viewer().lines(width, 6)[5] == text)
  }

  @Test("scrolls by rows and pages, and stops at the ends")
  func scrolls() {
    let viewer = viewer()
    viewer.lines(60, 6)
    for _ in 0..<4 { viewer.press(.down) }
    #expect(viewer.lines(60, 6)[1] == "job2   active")
    viewer.press(.end)
    #expect(viewer.lines(60, 6)[4] == "job30  active")
    viewer.press(.pageDown)
    #expect(viewer.lines(60, 6)[5].hasPrefix("row 30 of 30"))
    viewer.press(.home)
    viewer.press(.up)
    #expect(viewer.lines(60, 6)[1] == "job1   completed")
  }

  @Test("sorts by the marked column, the other way, and not at all; digits count as numbers")
  func sorts() {
    let viewer = viewer()
    viewer.press(.end)
    viewer.press(.character("s"))
    #expect(viewer.lines(60, 5)[0] == "Id ^   State")
    #expect(viewer.lines(60, 5)[4].hasPrefix("row 1 of 30"))
    viewer.press(.character("s"))
    #expect(viewer.lines(60, 5)[1] == "job30  active")
    viewer.press(.character("s"))
    #expect(viewer.lines(60, 5)[0] == "Id     State")
    viewer.press(.right)
    viewer.press(.character("s"))
    #expect(viewer.lines(60, 5)[1...3] == ["job2   active", "job4   active", "job6   active"])
  }

  @Test("sorts numbers by value, missing ones last either way, and equal rows as they stood")
  func sortsNumbers() {
    let cells: [TableCell] = [.number(10), .missing, .number(9), .number(.nan), .number(9)]
    let names = (1...5).map { TableCell.text("r\($0)") }
    let viewer = Driver(
      Table(columns: [.init(name: "n", cells: cells), .init(name: "name", cells: names)], rowCount: 5))
    viewer.press(.character("s"))
    #expect(viewer.lines(40, 7)[1...5].map { $0.suffix(2) } == ["r3", "r5", "r1", "r4", "r2"])
    viewer.press(.character("s"))
    #expect(viewer.lines(40, 7)[1...5].map { $0.suffix(2) } == ["r4", "r1", "r3", "r5", "r2"])
  }

  @Test("searches in all columns from where it is, around the end, and says when there is nothing")
  func searches() {
    let viewer = viewer()
    viewer.type("/OB1")
    #expect(viewer.lines(60, 5)[4] == "/OB1")
    viewer.press(.backspace)
    viewer.type("22")
    viewer.press(.enter)
    #expect(viewer.lines(60, 5)[4].hasPrefix("row 22 of 30"))
    #expect(viewer.type("/q"))
    viewer.press(.enter)
    #expect(viewer.lines(60, 5)[4] == "`q` is in no row")
    viewer.type("/job1")
    viewer.press(.enter)
    #expect(viewer.lines(60, 5)[4].hasPrefix("row 1 of 30"))
    viewer.press(.character("n"))
    #expect(viewer.lines(60, 5)[4].hasPrefix("row 10 of 30"))
    viewer.press(.character("N"))
    viewer.press(.character("N"))
    #expect(viewer.lines(60, 5)[4].hasPrefix("row 19 of 30"))
  }

  @Test("the first column stays when others are scrolled to")
  func scrollsSideways() {
    let viewer = Driver(
      SampleTables.table((0..<8).map { ("Column\($0)", ["value\($0)"]) }))
    for _ in 0..<7 { viewer.press(.right) }
    let lines = viewer.lines(30, 4)
    #expect(lines[1].hasPrefix("value0") && lines[1].hasSuffix("value7"))
    for _ in 0..<7 { viewer.press(.left) }
    #expect(viewer.lines(30, 4)[1].contains("value1"))
  }

  @Test("q, Escape and Ctrl-C close it", arguments: [TableViewer.Key.character("q"), .escape, .interrupt])
  func closes(key: TableViewer.Key) {
    let viewer = viewer()
    #expect(!viewer.press(key))
  }

  @Test("a table without rows, and a screen of one line, are no trouble")
  func extremes() {
    let viewer = Driver(Table(columns: [], rowCount: 0))
    for key in [TableViewer.Key.down, .end, .right, .character("s"), .character("n"), .pageUp] { viewer.press(key) }
    #expect(viewer.lines(20, 1).count >= 1)
  }
}
