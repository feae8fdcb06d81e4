import ArgumentParser
import Commands
import Rendering
import SessionLanguage
import Shell

/// `azp [script]`: a script, `-e`, standard input, or the shell.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script, or open the shell (the default).")

  @Option(
    name: .short,
    help: ArgumentHelp("Run this text instead of a script; may be given several times.", valueName: "statements"),
    completion: .list(CommandTable.signatures.map(\.name)))
  var expression: [String] = []

  @Flag(help: "Go on after a statement that failed; the exit status still tells.")
  var keepGoing = false

  @Flag(help: "Only look for mistakes: nothing runs, each mistake is told, and the exit status is 2 if there is one.")
  var check = false

  @Flag(help: "Do not run ~/.config/azp/init.azp when the shell opens.")
  var noInit = false

  @Option(help: "How values are written; azp -e 'help formats' explains them.")
  var format = FormatName.auto

  @Flag(help: "Answer every question with yes.")
  var yes = false

  @Flag(help: "Change nothing on the service: commands and loops say what they would do.")
  var dryRun = false

  @ArgumentParser.Argument(
    help: "The script, - for standard input; behind it, or behind -e, arguments for commandArgs().",
    completion: .file(extensions: ["azp"]))
  var script: String?

  @ArgumentParser.Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() async throws {
    try await Start(
      expression: expression, keepGoing: keepGoing, check: check, noInit: noInit, format: format, yes: yes,
      dryRun: dryRun, script: script, arguments: arguments
    ).run()
  }
}

extension FormatName: ExpressibleByArgument {}

/// Ends the program with one sentence.
func fail(_ sentence: String, _ status: Int32) throws -> Never {
  StandardStream.error.write(sentence + "\n")
  throw ExitCode(status)
}
