import RData
import SessionLanguage
import Testing

@Suite("Commands in both styles")
struct CommandStyleTests {
  private func invocation(_ text: String) async throws -> CommandInvocation {
    let host = try await run(text)
    return try #require(host.seen.invocations.last)
  }

  @Test(
    "bare words after a name with a colon make a list, up to the end or the next name",
    arguments: [
      "getJobList(state: active,completed)", "getJobList(state: active, completed)",
      "getJobList( state:active,completed )", "getJobList(state: 'active',\"completed\", verbose = FALSE)",
      "getJobList(state: active,\n  completed, # both\n  verbose: no)", "getJobList(sta: active,completed)",
      "s <- c('active', 'completed'); getJobList(state: $s)", "s <- 'completed'; getJobList(state: active, $s)",
      "getJobList(state = c('active', 'completed'))", "getJobList state: active,completed",
      "getJobList state: active, completed", "getJobList state=active,completed", "getJobList state = active,completed",
      "getJobList active completed", "getJobList active,completed", "x <- getJobList state: active,completed",
    ])
  func bareWords(text: String) async throws {
    let invocation = try await invocation(text)
    #expect(try invocation.strings("state") == ["active", "completed"])
    #expect(try !invocation.flag("verbose"))
  }

  @Test(
    "words are literal, a bare flag is switched on",
    arguments: [
      "getJob job20170714215517 verbose", "getJob job20170714215517 verbose # a comment",
      "getJob 'job20170714215517' verbose;", "getJob verbose job20170714215517",
      "getJob jobId: job20170714215517 verbose",
      "getJob job20170714215517 verbose: TRUE", "getJob job20170714215517 verb=yes",
      "id <- 'job20170714215517'; getJob $id verbose", "j <- list(id = 'job20170714215517'); getJob $j$id verbose",
      "n <- 20170714215517; getJob job$n verbose", "getJob  \tjob20170714215517 \\\n verbose",
      "if (TRUE) getJob job20170714215517 verbose else 1", "{ getJob job20170714215517 verbose }",
      "for (x in 1) getJob job20170714215517 verbose", "'job20170714215517' |> getJob(verbose = TRUE)",
    ])
  func literalWords(text: String) async throws {
    let invocation = try await invocation(text)
    #expect(try invocation.string("jobId") == "job20170714215517")
    #expect(try invocation.flag("verbose"))
  }

  @Test(
    "a statement that a command takes is handed to it as it is written",
    arguments: [
      "watch 5 getJobList state: active", "watch interval=5 getJobList state: active",
      "watch(5, getJobList(state: active))", "watch(getJobList(state: active), interval = 5)",
      "n <- 5; watch $n getJobList(state: active)", "watch(statement = getJobList(state: active), 5)",
      "f <- function(n) watch(n, getJobList(state = 'active')); f(5)", "{ watch 5 getJobList state: active }",
    ])
  func statement(text: String) async throws {
    let host = try await run(text)
    #expect(host.seen.invocations.map(\.name) == ["watch"])
    let invocation = try #require(host.seen.invocations.first)
    #expect(try invocation.number("interval") == 5)
    let statement = try #require(invocation.statement)
    #expect(invocation.source.substring(statement.span).hasPrefix("getJobList"))
  }

  @Test("the numbers before a statement may be left out", arguments: ["watch getJobList()", "watch(getJobList())"])
  func statementAlone(text: String) async throws {
    let invocation = try await invocation(text)
    #expect(try invocation.number("interval") == nil)
    #expect(invocation.statement != nil)
  }

  @Test("several words go to a parameter that takes many, and a quoted word is never a flag")
  func many() async throws {
    let plain = try await invocation("deleteJob job11 job12 yes")
    #expect(try plain.strings("jobId") == ["job11", "job12"])
    #expect(try plain.flag("yes"))
    #expect(try await invocation("deleteJob job11 --yes").flag("yes"))
    #expect(try await invocation("n <- 7; deleteJob $n").strings("jobId") == ["7"])
    let quoted = try await invocation("deleteJob job11 'yes'")
    #expect(try quoted.strings("jobId") == ["job11", "yes"])
    #expect(try !quoted.flag("yes"))
    let variable = try await invocation("ids <- c('a', 'b')\ndeleteJob $ids yes")
    #expect(try variable.strings("jobId") == ["a", "b"])
  }

  @Test("a path is a word, not a division or a formula", arguments: ["/tmp/a b.azp", "~/x.azp", "./x.azp", "x,y.azp"])
  func paths(path: String) async throws {
    let written = path.contains(" ") ? "'\(path)'" : path
    let invocation = try await invocation("source \(written)")
    #expect(try invocation.string("file") == path)
  }

  @Test(
    "numbers are read where numbers are wanted",
    arguments: ["setChunkSize 5", "setChunkSize(5)", "setChunkSize value: 5"])
  func numbers(text: String) async throws {
    #expect(try await invocation(text).integer("value") == 5)
  }

  @Test("a name alone runs the command, unless a variable has it")
  func bareName() async throws {
    #expect(try await run("getJobList").seen.invocations.count == 1)
    let host = try await run("getJobList <- 3\ngetJobList")
    #expect(host.seen.invocations.isEmpty)
    #expect(host.seen.shown == [.number(3)])
  }

  @Test(
    "a question mark asks for help, behind other words too",
    arguments: [
      "getJob?", "getJob ?", "?getJob", "help getJob", "help(getJob)", "getJob job1 ?", "getJob job1 verbose ? # how",
    ])
  func help(text: String) async throws {
    let invocation = try await invocation(text)
    #expect(invocation.name == "help")
    #expect(try invocation.string("topic") == "getJob")
  }

  @Test("a function of R keeps its name in call style, the command in command style")
  func sharedName() async throws {
    let host = try await run("format(1.5, nsmall = 2)\nformat json")
    #expect(host.seen.shown.first == .string("1.50"))
    #expect(try host.seen.invocations[0].string("kind") == "json")
  }

  @Test(
    "arguments that do not fit are refused before the command runs",
    arguments: [
      ("getJob()", "`getJob` needs `jobId`; see `help getJob`"),
      ("getJob(jobid = 'x')", "`getJob` has no parameter `jobid`; did you mean `jobId`?"),
      ("getJob jobid=x", "`getJob` has no parameter `jobid`; did you mean `jobId`?"),
      ("getJob('a', TRUE, 3)", "`getJob` takes no further argument"),
      ("getJob a b", "`getJob` takes no further argument"),
      ("getJob('a', jobId = 'b', verbose = TRUE, job = 'c')", "`jobId` is given twice"),
      (
        "getJobList(state: activ)",
        "`activ` is no value of `state`, which takes `active`, `completed`, `disabled`; did you mean `active`?"
      ),
      ("getJobList(staet: active)", "`getJobList` has no parameter `staet`; did you mean `state`?"),
      ("getJob $nobody", "there is no variable `nobody`"),
      ("setChunkSize five", "`five` is no number"),
      ("getJob x verbose: maybe", "`maybe` is neither TRUE nor FALSE"),
    ])
  func refused(text: String, message: String) async {
    let host = RecordingHost()
    let error = await failure(text, host: host)
    #expect(error?.summary == message)
    #expect(host.seen.invocations.isEmpty)
  }

  @Test("an accessor names the parameter when the kind is wrong")
  func wrongKind() async throws {
    let invocation = try await invocation("getJob(3, verbose = 'x')")
    #expect(throws: Diagnostic.self) { try invocation.string("jobId") }
    do {
      _ = try invocation.flag("verbose")
    } catch {
      #expect(error.message == "`verbose` of `getJob` must be TRUE or FALSE")
      #expect(error.column == 11)
    }
  }

  @Test("a backslash before a lone carriage return ends, as a word or as an error", arguments: ["\r", "\r\r", "\rx"])
  func loneCarriageReturn(rest: String) {
    let source = SourceText(name: "test", text: "getJob a \\" + rest)
    // That it comes back at all is what is tested.
    let program = try? Parser.parse(source, commands: RecordingHost.testCommands)
    #expect(program.map { $0.statements.count == 1 } ?? true)
  }
}
