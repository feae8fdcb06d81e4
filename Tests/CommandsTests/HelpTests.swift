import Commands
import SessionLanguage
import Testing

@Suite("Help")
struct HelpTests {
  private func fits(_ page: String) -> Bool {
    page.split(separator: "\n").allSatisfy { $0.count <= 80 && $0.last != " " }
  }

  @Test("every command has a summary, two examples that can be read, and a page of 80 columns that names all it takes")
  func commandsAreComplete() throws {
    for command in CommandTable.commands {
      let signature = command.signature
      #expect(!signature.summary.isEmpty && !signature.summary.hasSuffix("."), "\(signature.name)")
      #expect(command.examples.count == 2, "\(signature.name)")
      for example in command.examples + [command.exampleSetUp] {
        #expect(throws: Never.self, "\(example)") {
          _ = try Parser.parse(SourceText(name: "example", text: example), commands: CommandTable.signatures)
        }
      }
      let page = HelpPage().text(of: command)
      #expect(fits(page), "\(page)")
      for parameter in signature.parameters {
        #expect(page.contains("\n  \(parameter.name)"), "\(signature.name) \(parameter.name)")
      }
      for example in command.examples { #expect(page.contains("\n  \(example)\n".prefix { $0 != "{" })) }
    }
  }

  @Test("every parameter is described in a line without a full stop, and one that may be left out has a default")
  func parametersAreComplete() {
    for signature in CommandTable.signatures {
      for parameter in signature.parameters {
        let name = "\(signature.name) \(parameter.name)"
        #expect(!parameter.summary.isEmpty && !parameter.summary.hasSuffix("."), "\(name)")
        if !parameter.isRequired { #expect(parameter.summary.contains("(default"), "\(name): \(parameter.summary)") }
      }
    }
  }

  @Test("the overview and the topics fit 80 columns, and the overview names them all")
  func overview() {
    #expect(fits(HelpPage().overview), "\(HelpPage().overview)")
    for signature in CommandTable.signatures {
      #expect(HelpPage().overview.contains("\n  \(signature.name) "), "\(signature.name)")
    }
    for topic in HelpTopic.all {
      #expect(HelpPage().overview.contains("\n  \(topic.name) "), "\(topic.name)")
      #expect(fits(HelpPage().text(of: topic)), "\(topic.text)")
    }
  }

  @Test("a page has the signature with its defaults, parameters, examples and the exit statuses")
  func page() throws {
    let command = try #require(CommandTable.command(named: "waitForJob"))
    #expect(
      HelpPage().text(of: command) == """
        waitForJob(jobId, timeout = NULL)
          Wait until a job is over; Ctrl-C detaches and leaves the job running.

        Parameters:
          jobId    The job's id (required)
          timeout  Seconds to wait at the most (default: no limit)

        Examples:
          waitForJob job20170714215517
          waitForJob(job_id, timeout = 60)

        Exit status of a script, beside 0, 1 and 2 (`help exit-status`):
          3    a job that was waited for ended with failed tasks
          5    there is no job, task, file, pool or container of that name
          7    a wait took too long; the job runs on
          130  interrupted with Ctrl-C; jobs run on
          4    the service refuses the account, its key or its token
          6    the service cannot be reached, or is too busy

        """)
  }

  @Test("pages of commands and the overview fit a narrow terminal")
  func narrow() {
    let pages = HelpPage(width: 40)
    // What is written to be copied keeps its lines.
    let examples = CommandTable.commands.flatMap(\.examples).map { "  " + $0 }
    for page in [pages.overview] + CommandTable.commands.map(pages.text) {
      for line in page.split(separator: "\n") where !examples.contains(String(line)) {
        // A parameter with its default stays on one line.
        if line.hasPrefix("    "), line.contains(" = ") { continue }
        #expect(line.count <= 42, "\(line)")
      }
    }
  }

  @Test("a long signature is broken between parameters")
  func longUsage() {
    let signature = CommandSignature(
      name: "makeSomething", summary: "Make it",
      parameters: (1...8).map { Parameter(name: "parameter\($0)", kind: .flag, summary: "It (default FALSE)") })
    let lines = HelpPage().usage(of: signature).split(separator: "\n")
    #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 80 })
    #expect(lines[0] == "makeSomething(")
    #expect(lines.last?.hasSuffix("parameter8 = FALSE)") == true)
  }

  @Test(
    "a default is read from the end of a parameter's description",
    arguments: [
      (.flag, "Do not ask (default FALSE)", "FALSE"), (.number, "Seconds (default: no limit)", nil),
      (.text, "A path (default stderr.txt)", "\"stderr.txt\""), (.value, "All (default NULL: all)", nil),
      (.number, "Seconds (default 60; at the most 100)", "60"), (.text, "Nothing", nil),
    ] as [(Parameter.Kind, String, String?)])
  func defaults(kind: Parameter.Kind, summary: String, value: String?) {
    #expect(Parameter(name: "x", kind: kind, summary: summary).defaultValue == value)
  }
}

@Suite("A dry run")
struct CommandEffectTests {
  @Test("names what changes something on the service, lets plan what can, and runs the rest")
  func effects() {
    func names(_ isMeant: (CommandEffect) -> Bool) -> Set<String> {
      Set(CommandTable.commands.filter { isMeant($0.effect) }.map(\.signature.name))
    }
    #expect(
      names { if case .changes = $0 { true } else { false } }
        == ["disableJob", "enableJob", "rebootNode", "uploadStorageFile"])
    let planning = names { if case .plans = $0 { true } else { false } }
    let withPlans = CommandTable.commands.filter { $0.signature.parameters.contains { $0.name == "dryRun" } }
    #expect(planning == Set(withPlans.map(\.signature.name)))
    #expect(
      planning == [
        "deleteJob", "deleteStorageContainer", "deleteStorageFile", "makeCluster", "resizeCluster", "retryJob",
        "stopCluster", "terminateJob",
      ])
  }
}
