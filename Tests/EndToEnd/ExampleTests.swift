import Commands
import SessionLanguage
import Testing

@Suite("The examples of help", .sharedHome)
struct ExampleTests {
  /// A command by its name, for the name of the test.
  struct Example: CustomTestStringConvertible {
    let command: any Command

    var testDescription: String { command.signature.name }
  }

  /// What the examples may speak of; made again for a command that took it
  /// away.
  private func makeJob() async throws {
    let home = try SharedHome.current
    let name = "job20170714215517"
    if try await home.azp("-e", "getJob \(name)").status == 0 { return }
    try await home.succeed(
      """
      opt <- list(job = "\(name)", wait = FALSE, enableCloudCombine = TRUE)
      j <- foreach(i = 1:4, .options.azure = opt) %dopar% { i * 2 }
      waitForJob(j)
      """)
  }

  @Test("run as they stand", arguments: CommandTable.commands.map(Example.init))
  func run(_ example: Example) async throws {
    try await makeJob()
    let home = try SharedHome.current
    let statements = ["job_id <- \"job20170714215517\"", example.command.exampleSetUp] + example.command.examples
    let outcome = try await home.script(statements.joined(separator: "\n") + "\n")
    #expect(outcome.status == 0, "\(statements)\n\(outcome)")
  }
}
