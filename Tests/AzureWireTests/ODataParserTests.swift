import AzureWire
import Testing

@Suite("OData filters")
struct ODataParserTests {
  @Test("conditions, functions and parentheses are read, and binds before or")
  func reading() throws {
    let state = ODataFilter.compare(property: "state", .equal, .string("active"))
    let id = ODataFilter.startsWith(property: "id", prefix: "it's")
    let code = ODataFilter.compare(property: "executionInfo/exitCode", .notEqual, .number(0))
    #expect(
      try ODataParser.parse("state EQ 'active' or startsWith(id, 'it''s') AND executionInfo/exitCode ne 0")
        == .or(state, .and(id, code)))
    #expect(
      try ODataParser.parse("(state eq 'active' or startswith(id,'it''s')) and executionInfo/exitCode ne 0")
        == .and(.or(state, id), code))
  }

  @Test("times are read with and without their type")
  func times() throws {
    let time = try #require(Timestamp("2026-03-01T12:00:00Z"))
    let expected = ODataFilter.compare(property: "creationTime", .greaterOrEqual, .time(time))
    #expect(try ODataParser.parse("creationTime ge 2026-03-01T12:00:00Z") == expected)
    #expect(try ODataParser.parse("creationTime ge datetime'2026-03-01T12:00:00Z'") == expected)
    #expect(try ODataParser.parse("x eq TRUE") == .compare(property: "x", .equal, .bool(true)))
  }

  @Test("a blank filter is none", arguments: ["", "  ", "\n"])
  func blank(text: String) throws {
    #expect(try ODataParser.parse(text) == nil)
  }

  @Test("a quoted text comes back whatever is in it", arguments: ["", "'", "a'b''c", "x) or (y", "é😀"])
  func quoting(text: String) throws {
    #expect(
      try ODataParser.parse("id eq " + ODataFilter.quote(text)) == .compare(property: "id", .equal, .string(text)))
  }

  @Test(
    "a broken filter is refused with the place of its fault",
    arguments: [
      "id", "id eq", "eq 'a'", "id is 'a'", "id eq 'a", "id eq a", "(id eq 'a'", "id eq 'a')", "id eq 'a' id",
      "id eq 'a' and",
      "startswith(id)", "startswith(id,", "startswith(id,'a'", "startswith('a',id)", "and", "'a'", ",",
      "id eq datetime'x'",
    ])
  func malformed(text: String) {
    let error = #expect(throws: ODataError.self) { try ODataParser.parse(text) }
    #expect((error?.offset ?? -1) >= 0 && (error?.offset ?? .max) <= text.count)
  }

  @Test("nesting is bounded, and no text whatever hurts the parser")
  func fuzz() {
    #expect(throws: ODataError.self) { try ODataParser.parse(String(repeating: "(", count: 100_000)) }
    var generator = SplitMix(state: 7)
    let words = [
      "id", "eq", "ne", "and", "or", "(", ")", "'a'", "'", ",", "startswith", "datetime", "1", "-1", "true", " ",
      "\u{0}", "é",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...14, using: &generator)
      let text = (0..<count).map { _ in words.randomElement(using: &generator) ?? "" }.joined(
        separator: Bool.random(using: &generator) ? " " : "")
      _ = try? ODataParser.parse(text)
    }
  }
}
