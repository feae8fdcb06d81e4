import RData
import Rendering
import Testing

@Suite("Formats for programs")
struct MachineFormatTests {
  private let tasks = SampleTables.tasks

  @Test("json is one array with an object on each line; times are RFC 3339, lengths of time seconds, NA null")
  func json() {
    #expect(
      JSONFormat().text(of: tasks) == #"""
        [
          {"Id": "1", "State": "completed", "Result": "failure", "ExitCode": 1, "Started": "2026-11-28T15:53:20Z", "Took": 200, "Message": "bad \"luck\", it seems\nagain"},
          {"Id": "2", "State": "running", "Result": null, "ExitCode": null, "Started": "2026-11-28T15:54:20.500Z", "Took": 7.25, "Message": ""},
          {"Id": "merge", "State": "active", "Result": null, "ExitCode": null, "Started": null, "Took": null, "Message": null}
        ]

        """#)
    #expect(JSONFormat().text(of: SampleTables.empty) == "[]\n")
  }

  @Test("ndjson is an object on each line, and nothing for no rows")
  func ndjson() {
    let lines = NDJSONFormat().text(of: tasks).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    #expect(NDJSONFormat().text(of: SampleTables.empty) == "")
    #expect(NDJSONFormat().text(of: .list([.number(1), .string("a")])) == "1\n\"a\"\n")
  }

  @Test("csv quotes what RFC 4180 says, and tells a missing cell from an empty text")
  func csv() {
    #expect(
      CSVFormat().text(of: tasks) == """
        Id,State,Result,ExitCode,Started,Took,Message
        1,completed,failure,1,2026-11-28T15:53:20Z,200,"bad ""luck"", it seems
        again"
        2,running,,,2026-11-28T15:54:20.500Z,7.25,""
        merge,active,,,,,

        """)
    #expect(CSVFormat().text(of: SampleTables.empty) == "Id,State\n")
  }

  @Test("tsv keeps each row on its line")
  func tsv() {
    let table = SampleTables.table([("Id", ["a"]), ("Text", ["tab\there\nback\\slash"])])
    #expect(TSVFormat().text(of: table) == "Id\tText\na\ttab\\there\\nback\\\\slash\n")
    #expect(
      TSVFormat().text(of: tasks).split(separator: "\n").map { $0.filter { $0 == "\t" }.count } == [6, 6, 6, 6])
  }

  @Test("ids are the first column")
  func ids() {
    #expect(IDsFormat().text(of: tasks) == "1\n2\nmerge\n")
    #expect(IDsFormat().text(of: .strings(["x", "y"])) == "x\ny\n")
    let named = RValue.dataFrame(["Name": .strings(["box"]), "Size": .int(3)], rowCount: 1)
    #expect(IDsFormat().text(of: named) == "box\n")
    #expect(IDsFormat().text(of: .list(["1": .int(1), "2": .string("two")])) == "1\ntwo\n")
    #expect(IDsFormat().text(of: .list(["jobId": .string("j"), "state": .string("active")])) == "j\n")
    #expect(IDsFormat().text(of: SampleTables.empty) == "")
  }

  @Test("ids are the first column of frames and matrices, even where another is called Value")
  func idsBesideValue() {
    let frame = RValue.dataFrame(["Name": .strings(["box"]), "Value": .int(3)], rowCount: 1)
    #expect(IDsFormat().text(of: frame) == "box\n")
    var matrix = RValue(.integer([1, 2, 3, 4]))
    matrix.attributes["dim"] = RValue(.integer([2, 2]))
    matrix.attributes["dimnames"] = .list([.null, .strings(["Name", "Value"])])
    #expect(IDsFormat().text(of: matrix) == "1\n2\n")
  }

  @Test(
    "values of R become the JSON that one would write by hand",
    arguments: [
      (.null, "null"), (.flag(true), "true"), (.int(3), "3"), (.number(0.1), "0.1"), (.number(1e-5), "1e-05"),
      (.number(1e20), "1e+20"), (.number(123_456_789_012), "123456789012"), (RValue(.double([.naReal])), "null"),
      (.number(.infinity), "\"Inf\""), (.number(.nan), "\"NaN\""), (.string("a\"\\\n\u{1}é"), #""a\"\\\n\u0001é""#),
      (RValue(.double([1, 2.5])), "[1, 2.5]"), (RValue(.double([])), "[]"), (.strings(["a"]), "\"a\""),
      (.list([.number(1), .null]), "[1, null]"),
      (.list(["a": .number(1), "b": .strings(["x", "y"])]), #"{"a": 1, "b": ["x", "y"]}"#),
      (.list([.number(1), .number(2), .number(3)], names: ["a", "", "a"]), #"{"a": 1, "2": 2, "a.3": 3}"#),
      (SampleTables.factor([2, 1, .naInteger], levels: ["lo", "hi"]), #"["hi", "lo", null]"#),
      (SampleTables.times([0]), "\"1970-01-01T00:00:00Z\""),
      (RValue(.function(source: "function(x) x")), "\"function(x) x\""),
      (.list(["d": SampleTables.empty]), #"{"d": []}"#),
    ] as [(RValue, String)])
  func values(value: RValue, json: String) {
    #expect(JSONFormat().text(of: value) == json + "\n")
  }

  @Test("a vector is a table with a row for each element, and its names beside them")
  func vectors() {
    #expect(CSVFormat().text(of: RValue(.double([1.5, 2]))) == "Value\n1.5\n2\n")
    #expect(
      CSVFormat().text(of: .list([.number(1), .strings(["x", "y"])], names: ["a", "b"]))
        == "Name,Value\na,1\nb,\"[\"\"x\"\", \"\"y\"\"]\"\n")
  }

  @Test("a matrix is a table of its columns, and in JSON an array of its rows")
  func matrices() {
    var matrix = RValue(.integer([1, 2, 3, 4]))
    matrix.attributes["dim"] = RValue(.integer([2, 2]))
    #expect(CSVFormat().text(of: matrix) == "V1,V2\n1,3\n2,4\n")
    #expect(JSONFormat().text(of: matrix) == "[[1, 3], [2, 4]]\n")
    matrix.attributes["dimnames"] = .list([.strings(["r", "s"]), .strings(["Row", "b"])])
    #expect(CSVFormat().text(of: matrix) == "Row,Row,b\nr,1,3\ns,2,4\n")
    #expect(JSONFormat().text(of: matrix) == "[[1, 3], [2, 4]]\n")
  }

  @Test("times before 1970 and with parts of a second come out right")
  func times() {
    #expect(UTCText.time(-1) == "1969-12-31T23:59:59Z")
    #expect(UTCText.time(1_795_881_200.001) == "2026-11-28T15:53:20.001Z")
    #expect(UTCText.time(0.999) == "1970-01-01T00:00:00.999Z")
    #expect(UTCText.day(-1) == "1969-12-31")
  }
}
