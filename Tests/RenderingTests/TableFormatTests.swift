import RData
import Rendering
import Testing

@Suite("Tables for people")
struct TableFormatTests {
  private let jobs = RValue.dataFrame(
    [
      "Id": .strings(["nightly", "job20170714215517"]), "State": .strings(["active", "completed"]),
      "Status": .strings(["83 %", "100 %"]), "FailedTasks": RValue(.integer([0, 12])),
      "TotalTasks": RValue(.integer([6, 500])),
    ], rowCount: 2)

  @Test("numbers stand to the right, and no line ends in blanks")
  func aligns() {
    #expect(
      TableFormat().text(of: jobs) == """
        Id                 State      Status  FailedTasks  TotalTasks
        nightly            active     83 %              0           6
        job20170714215517  completed  100 %            12         500

        """)
  }

  @Test("columns that have no room are left out from the right, and a note names them")
  func leavesOut() {
    #expect(
      TableFormat(width: 40).text(of: jobs) == """
        Id                 State      Status
        nightly            active     83 %
        job20170714215517  completed  100 %
        (2 columns are hidden: FailedTasks,
        TotalTasks; `format vertical` shows all)

        """)
  }

  @Test("where not even two columns fit there is a line for each cell")
  func turnsVertical() {
    #expect(
      TableFormat(width: 24).text(of: jobs) == """
        Id:          nightly
        State:       active
        Status:      83 %
        FailedTasks: 0
        TotalTasks:  6

        Id:          job20170714215517
        State:       completed
        Status:      100 %
        FailedTasks: 12
        TotalTasks:  500

        """)
  }

  @Test("fits every width from 20 on, and never cuts an id", arguments: 20...90)
  func fits(width: Int) {
    let text = TableFormat(width: width).text(of: jobs)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= width || !$0.contains(" ") || width < 30 })
    #expect(text.contains("job20170714215517"))
  }

  @Test("sentences are shortened before a column is left out")
  func shortensProse() {
    let table = SampleTables.table([
      ("Id", ["1", "2"]), ("Message", ["a rather long sentence that tells what went wrong", "short"]),
      ("Node", ["node-1", "node-2"]),
    ])
    #expect(
      TableFormat(width: 40).text(of: table) == """
        Id  Message                       Node
        1   a rather long sentence that…  node-1
        2   short                         node-2

        """)
    #expect(
      TableFormat(width: 40, signs: .ascii).text(of: table) == """
        Id  Message                       Node
        1   a rather long sentence th...  node-1
        2   short                         node-2

        """)
  }

  @Test("nothing in a cell reaches the terminal as a command to it, and wide characters count twice")
  func isSafe() {
    let table = SampleTables.table([("Id", ["日本", "a"]), ("Text", ["x\u{1B}[31my\nz", "\u{9B}2J"])])
    #expect(TableFormat().text(of: table) == "Id    Text\n日本  x\\x1b[31my\\nz\na     \\x9b2J\n")
  }

  @Test("what is missing is a dash, lengths of time are in words")
  func people() {
    let lines = VerticalFormat().text(of: SampleTables.tasks).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains("Took:     3m 20s"))
    #expect(lines.contains("Took:     -"))
    #expect(lines.contains("Message:  bad \"luck\", it seems\\nagain"))
    #expect(lines.filter(\.isEmpty).count == 3)
  }

  @Test("colours stand around words that mean something, and take no room")
  func paints() {
    let text = TableFormat(width: 80, paint: .ansi).text(of: jobs)
    #expect(text.contains("\u{1B}[32mcompleted\u{1B}[0m"))
    #expect(text.contains("\u{1B}[31m12\u{1B}[0m"))
    #expect(text.contains("\u{1B}[1mId\u{1B}[0m                 "))
    var plain = text
    for code in ["0", "1", "31", "32", "36"] { plain = plain.split(separator: "\u{1B}[\(code)m").joined() }
    #expect(plain == TableFormat(width: 80).text(of: jobs))
  }

  @Test("no rows are said to be none")
  func empty() {
    #expect(TableFormat().text(of: SampleTables.empty) == "(no rows)\n")
    #expect(VerticalFormat().text(of: SampleTables.empty) == "(no rows)\n")
  }

  @Test("a text's height counts the rows that long lines take, without their colours")
  func height() {
    #expect(TextHeight.rows(of: "ab\n\nabcdefghij\n", width: 5) == 4)
    #expect(TextHeight.rows(of: "\u{1B}[1mabcde\u{1B}[0m\n", width: 5) == 1)
    #expect(TextHeight.rows(of: "", width: 5) == 0)
  }
}
