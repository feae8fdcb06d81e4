import Foundation
import RData
import SessionLanguage
import Testing
import Wording

@Suite("Diagnostics")
struct DiagnosticTests {
  @Test("a mistyped command is shown with a caret and a suggestion, and nothing goes to R")
  func mistyped() async throws {
    let host = RecordingHost(answerInR: { _ in .null })
    let error = await failure("x <- 1\n\n       getJbo job1 verbose", host: host)
    #expect(
      error?.render() == """
        test.azp:3:8: unknown command `getJbo`; did you mean `getJob`?
            getJbo job1 verbose
            ^~~~~~

        """)
    #expect(host.seen.sources.isEmpty)
  }

  @Test(
    "the caret stands below the culprit, in columns of the terminal; positions count characters",
    arguments: [
      ("x <- '日本語 é'; \ty <- 1 +* 2", 24, "x <- '日本語 é';    y <- 1 +* 2", 28),
      ("'e\u{301}' +* 2", 6, "'e\u{301}' +* 2", 5), ("\t\t'\t' +* 2", 8, "'   ' +* 2", 7),
      ("'😀👍🏽' +* 2", 7, "'😀👍🏽' +* 2", 10), ("'a\u{7}\u{202E}b' +* 2", 9, "'a  b' +* 2", 8), ("+*", 2, "+*", 1),
    ])
  func columns(text: String, column: Int, line: String, offset: Int) async throws {
    let error = try #require(await failure(text))
    #expect(error.line == 1 && error.column == column)
    #expect(error.excerpt() == "    \(line)\n    \(String(repeating: " ", count: offset))^\n")
  }

  @Test(
    "of a long line the part around the caret is shown, as wide as the terminal",
    arguments: [20, 40, 60, 80, 200], [("", ""), ("x + ", ""), ("x + ", " + y"), ("", " + y"), ("'日本' + ", " + '語'")])
  func longLines(width: Int, sides: (before: String, after: String)) async throws {
    for ellipsis in ["…", "..."] { try await longLine(width: width, sides: sides, ellipsis) }
  }

  private func longLine(width: Int, sides: (before: String, after: String), _ ellipsis: String) async throws {
    let text =
      String(repeating: sides.before, count: 50) + "wrong ) here" + String(repeating: sides.after, count: 50)
    let error = try #require(await failure(text))
    let rows = error.excerpt(width: width, ellipsis: ellipsis).split(separator: "\n").map(String.init)
    try #require(rows.count == 2)
    func columns(_ text: some StringProtocol) -> Int { text.unicodeScalars.reduce(0) { $0 + RText.width($1) } }
    #expect(columns(rows[0]) <= width)
    let caret = try #require(rows[1].firstIndex(of: "^"))
    let before = rows[1].distance(from: rows[1].startIndex, to: caret)
    let culprit = try #require(rows[0].range(of: ")"))
    #expect(columns(rows[0][..<culprit.lowerBound]) == before)
    #expect(rows[0].hasSuffix(ellipsis) || rows[0].hasSuffix(text.suffix(3)))
    #expect(rows[0].hasPrefix("    \(ellipsis)") || rows[0].hasPrefix("    \(text.prefix(3))"))
  }

  @Test("a span over several lines is shown with its first and its last line")
  func severalLines() async throws {
    let error = try #require(await failure("x <- 1\n  c(1,\n    '日本',\n    3) <- 1"))
    #expect(
      error.render() == """
        test.azp:2:3: `c(1,...` cannot be assigned to
            c(1,
            ^~~~
            ...
                3) <- 1
                ~~

        """)
    let two = try #require(await failure("(\n\t2) <- 1"))
    #expect(two.excerpt() == "    (\n    ^\n        2) <- 1\n        ~~\n")
  }

  @Test(
    "mistakes are named at their place",
    arguments: [
      ("getJbo(jobId = 'x')", "1:1: unknown command `getJbo`; did you mean `getJob`?"),
      ("getJbo", "1:1: unknown command or variable `getJbo`; did you mean `getJob`?"),
      ("results <- 1\nmean(result)", "2:6: there is no variable `result`; did you mean `results`?"),
      ("getJob(unique_jb_id)", "1:8: there is no variable `unique_jb_id`; did you mean `unique_job_id`?"),
      (
        "getJob(unique_job_id)",
        "1:8: there is no variable `unique_job_id`; an id is written in quotes; did you mean `'unique_job_id'`?"
      ),
      ("x <- (1 + 2", "1:12: unexpected end of input; expected `)`"),
      ("x <- 'abc", "1:6: this string has no closing quote"),
      ("if (NA) 1", "1:5: the condition is NA where TRUE or FALSE is needed"),
      ("1 + 'a'", "1:1: non-numeric argument to binary operator"),
      ("x <- 1; x$a", "1:9: $ operator is invalid for atomic vectors"),
      ("list(a = 1)[[3]]", "1:1: subscript out of bounds: 3 of 1"),
      ("5 <- 3", "1:1: `5` cannot be assigned to"), ("break", "1:1: `break` stands outside of a loop"),
      ("stop('no ', 'way')", "1:1: no way"), ("y[1] <- 2", "1:1: there is no variable `y`"),
      ("x <- “a”", "1:6: this is a typographic quote; write a straight one"),
      ("foo %dopar% { 1 }", "1:1: `%dopar%` needs `foreach(...)` on its left"),
      ("1 %foo 2", "1:3: this operator has no closing `%`"),
      ("x <- $job", "1:6: `$job` inserts a value into a command written with blanks; here, write `job`"),
      ("1 + $last", "1:5: `$last` inserts a value into a command written with blanks; here, write `.Last.value`"),
      ("x <- $", "1:6: unexpected `$`"),
      ("x <- 1:1e11", "1:6: the range 1:1e+11 is too long"),
      ("numeric(1e12)", "1:1: a vector of 1000000000000 elements is too long; the session holds up to 100000000"),
      (
        "vector('list', 1e12)", "1:1: a vector of 1000000000000 elements is too long; the session holds up to 100000000"
      ),
      ("seq_len(1e12)", "1:1: a vector of 1000000000000 elements is too long; the session holds up to 100000000"),
      ("rep_len(1, 1e12)", "1:1: a vector of 1000000000000 elements is too long; the session holds up to 100000000"),
      ("getJob(x = 'a'", "1:15: unexpected end of input; expected `,` or `)`"),
    ])
  func places(text: String, expected: String) async {
    let error = await failure(text)
    #expect(error.map { "\($0.line):\($0.column): \($0.summary)" } == expected)
  }

  @Test("the whole text is parsed before its first statement runs")
  func parsedWhole() async {
    let host = RecordingHost()
    #expect(await failure("cat('hello')\ngetJob(\n", host: host) != nil)
    #expect(host.seen.output.isEmpty)
  }

  @Test("a host's error gets the place of the call and stays reachable")
  func hostError() async throws {
    struct NotFound: Error, CustomStringConvertible { let description = "the job x does not exist" }
    let error = try #require(await failure("\n  getJob('x')", host: RecordingHost(failure: NotFound())))
    #expect(error.description == "test.azp:2:3: the job x does not exist")
    #expect(error.underlying is NotFound)
  }

  @Test("cancelling ends a loop with CancellationError")
  func cancelling() async throws {
    let task = Task { try await run("repeat { x <- 1 }") }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test(
    "an entry at the prompt is complete, wants more, or is wrong",
    arguments: [
      ("x <- 1", "complete"), ("", "complete"), ("foreach(i = 1:3) %dopar% {", "incomplete"),
      ("foreach(i = 1:3) %dopar%", "incomplete"), ("c(1,", "incomplete"), ("'abc", "incomplete"),
      ("x <-", "incomplete"), ("r\"(abc", "incomplete"), ("if (TRUE)", "incomplete"), ("x[[1]", "incomplete"),
      ("f <- function(x)", "incomplete"), ("getJob job1 'abc", "incomplete"),
      ("getJobList(state: active,", "incomplete"),
      ("x <- )", "invalid"), ("1 2", "invalid"), ("getJbo job1", "invalid"), ("deleteJob a \\", "incomplete"),
      ("{ x <- 1", "incomplete"), ("if (TRUE) 1", "complete"), ("x # (", "complete"),
    ])
  func completeness(text: String, expected: String) {
    let result =
      switch Parser.completeness(of: text, commands: RecordingHost.testCommands) {
      case .complete: "complete"
      case .incomplete: "incomplete"
      case .invalid: "invalid"
      }
    #expect(result == expected, "\(text)")
  }

  @Test("the nearest spelling is suggested, and none when none is near")
  func suggestions() {
    let names = ["getJob", "getJobList", "getJobResult", "deleteJob", "quit"]
    #expect(EditDistance.suggestion(for: "getJbo", among: names) == "getJob")
    #expect(EditDistance.suggestion(for: "getjob", among: names) == "getJob")
    #expect(EditDistance.suggestion(for: "delteJob", among: names) == "deleteJob")
    #expect(EditDistance.suggestion(for: "qiut", among: names) == "quit")
    #expect(EditDistance.suggestion(for: "lm", among: names) == nil)
    #expect(EditDistance.suggestion(for: "rnorm", among: names) == nil)
  }
}
