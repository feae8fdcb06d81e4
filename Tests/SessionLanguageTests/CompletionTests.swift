import RData
import SessionLanguage
import Testing

@Suite("Completion")
struct CompletionTests {
  private static let variables: [String: RValue] = [
    "opt": .list(["job": .string("x"), "inner": .list(["deep": .null])]), "job_id": .string("job1"),
    "d f": .list(["a b": .list(["c": .null])]),
  ]

  /// A short description of the context at `|`.
  private func context(_ marked: String) -> String {
    var text = marked
    let cursor = text.lastIndex(of: "|") ?? text.endIndex
    let offset = text.utf8.distance(from: text.startIndex, to: cursor)
    text.remove(at: cursor)
    let result = CompletionContext.at(
      text: text, cursor: offset, commands: RecordingHost.testCommands, variables: Self.variables)
    let tail = result.place.map { "\($0.quote.map(String.init) ?? "")\($0.prefix)@\($0.range.lowerBound)" } ?? ""
    let words = result.place?.style == .expression ? "=" : ""
    switch result {
    case .command(let locals, _): return "command \(locals.joined(separator: ","))\(locals.isEmpty ? "" : " ")\(tail)"
    case .parameter(let command, let free, _):
      return "parameter \(command.name) \(free.map(\.name).joined(separator: ",")) \(tail)"
    case .value(let parameter, _, let names, _, _):
      return "value\(words) \(parameter.name) [\(names.map(\.name).joined(separator: ","))] \(tail)"
    case .variable(let locals, let orCommands, _):
      let names = locals.isEmpty ? "" : " \(locals.joined(separator: ","))"
      return "variable\(orCommands ? "" : "!")\(names) \(tail)"
    case .member(let names, _): return "member\(words) \(names.joined(separator: ",")) \(tail)"
    case .path: return "path \(tail)"
    case .nothing: return "nothing"
    }
  }

  @Test("the context at the cursor", arguments: CompletionCases.all)
  func contexts(text: String, expected: String) {
    #expect(context(text) == expected, "\(text)")
  }

  @Test(
    "a word is inserted in the way that means itself",
    arguments: [
      (InsertionStyle.word, "job1", "job1"), (.word, "my job", "\"my job\""), (.word, "a,b", "\"a,b\""),
      (.word, "", "\"\""), (.word, "/tmp/x.azp", "/tmp/x.azp"), (.word, "it's", "\"it's\""),
      (.expression, "job1", "\"job1\""), (.expression, "a\"b\\c", "\"a\\\"b\\\\c\""),
      (.string("'"), "it's", "it\\'s"), (.string("\""), "it's", "it's"), (.string("\""), "a\nb", "a\\nb"),
      (.name, "x", "x"), (.name, "a b", "`a b`"), (.name, "if", "`if`"), (.name, ".1a", "`.1a`"),
      (.name, "été", "été"), (.name, "a→b", "`a→b`"), (.name, "_x", "`_x`"), (.name, "", "``"),
    ])
  func insertion(style: InsertionStyle, word: String, written: String) {
    #expect(style.written(word) == written)
  }

  @Test("words already written are given, so that a task is looked up in its job")
  func given() {
    let text = "getJobFile(jobId = 'job7', taskId = '"
    let result = CompletionContext.at(
      text: text, cursor: text.utf8.count, commands: RecordingHost.testCommands, variables: [:])
    guard case .value(let parameter, _, _, let given, _) = result else {
      Issue.record("no value is expected at the end of \(text)")
      return
    }
    #expect(parameter.kind == .taskID)
    #expect(given["jobId"] == ["job7"])
  }
}
