import RData
import SessionLanguage
import Testing

@Suite("Deep nesting and long chains end in a diagnostic, not in a full stack")
struct NestingTests {
  private static let depth = 100_000
  /// Beyond what the parser takes, for what reads on to the end.
  private static let readDepth = 2_500

  /// Parses, checks and completes a text, as the shell does at each key.
  private func read(_ text: String) {
    let commands = RecordingHost.testCommands
    let source = SourceText(name: "deep", text: text)
    _ = Parser.completeness(of: text, commands: commands)
    _ = ProgramCheck.findings(in: source, commands: commands)
    _ = CompletionContext.at(
      text: text, cursor: text.utf8.count, commands: commands, variables: ["x": .list(["a": .null])])
  }

  @Test(
    "100,000 openers, or 10,000 long ones",
    arguments: [
      "(", "[", "[[", "{", "f(", "x[", "x[[", "-", "!", "~", "?", "if (a) ", "if (a) b else ", "function(x) ", "\\(x) ",
      "x <- ", "x = ", "1 -> ", "2^", "getJob(", "foreach(i=", "foreach(i = 1) %dopar% ", "x |> f(", "while (a) ",
      "for (i in ", "repeat ", "c(", "`", "'", "r\"(", "%", "{(", "({", "x$", "a::",
    ])
  func openers(opener: String) {
    let text = String(repeating: opener, count: opener.count > 3 ? Self.depth / 10 : Self.depth)
    #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "deep", text: text), commands: RecordingHost.testCommands)
    }
    read(String(repeating: opener, count: Self.readDepth))
  }

  @Test(
    "100,000 brackets that are closed again",
    arguments: [("(", ")"), ("{", "}"), ("f(", ")"), ("x[", "]"), ("x[[", "]]"), ("function(x = ", ") 1")])
  func brackets(opener: String, closer: String) {
    func text(_ depth: Int) -> String {
      String(repeating: opener, count: depth) + "1" + String(repeating: closer, count: depth)
    }
    #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "deep", text: text(Self.depth)), commands: RecordingHost.testCommands)
    }
    read(text(Self.readDepth))
  }

  @Test(
    "100,000 links of a chain",
    arguments: ["1 + ", "x$", "f()", "x[1]", "1 %in% ", "a <- ", "y ~ ", "a |> f() |> ", "a ? ", "a && "])
  func chains(link: String) {
    let text = "x" + String(repeating: link, count: Self.depth) + "1"
    #expect(throws: Diagnostic.self) {
      try Parser.parse(SourceText(name: "chain", text: text), commands: [])
    }
    read("x" + String(repeating: link, count: Self.readDepth) + "1")
  }

  @Test("as deep as is allowed, a tree can be walked and let go")
  func allowed() throws {
    let chain = "1" + String(repeating: " + 1", count: 1_990)
    let nested = String(repeating: "(", count: 190) + "1" + String(repeating: ")", count: 190)
    for text in [chain, nested] {
      let source = SourceText(name: "deep", text: text)
      #expect(try Parser.parse(source, commands: []).statements.count == 1)
      #expect(ProgramCheck.findings(in: source, commands: []).isEmpty)
    }
  }

  @Test(
    "numbers beyond all bounds",
    arguments: [
      String(repeating: "9", count: 100_000), "0x" + String(repeating: "F", count: 100_000),
      "1e" + String(repeating: "9", count: 100_000), "1e-" + String(repeating: "9", count: 1_000),
      "0." + String(repeating: "0", count: 100_000) + "1", String(repeating: "9", count: 100_000) + "L",
    ])
  func numbers(text: String) throws {
    let program = try Parser.parse(SourceText(name: "number", text: text), commands: [])
    guard case .constant(let value)? = program.statements.first?.kind else {
      Issue.record("\(text.prefix(20)) is no constant")
      return
    }
    #expect(value.asDouble != nil)
  }

  @Test("thousands of wrong lines end with a bounded number of errors")
  func wrongLines() {
    let text = String(repeating: "x )\n", count: Self.readDepth)
    let (_, errors) = Parser.parseOn(SourceText(name: "wrong", text: text), commands: [])
    #expect(errors.count == 50)
  }
}
