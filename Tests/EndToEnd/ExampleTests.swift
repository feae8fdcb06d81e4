import Commands
import Foundation
import SessionLanguage
import Testing

@Suite("The examples of help", .sharedHome)
struct ExampleTests {
  /// A command by its name, for the name of the test.
  struct Example: CustomTestStringConvertible {
    let command: any Command

    var testDescription: String { command.signature.name }

    /// Whether they may speak of a cluster.
    var wantsCluster: Bool { command.signature.parameters.contains { $0.kind == .poolID } || name == "makeCluster" }

    private var name: String { command.signature.name }
  }

  private static let configuration = """
    config <- list(name = "myPoolName", vmSize = "local", maxTasksPerNode = 1, commandLine = c("echo ready"),
      poolSize = list(dedicatedNodes = list(min = 1, max = 1), lowPriorityNodes = list(min = 0, max = 0),
                      autoscaleFormula = "FIXED"))

    """

  /// Makes what the examples may speak of, and again what another took away.
  ///
  /// - Returns: statements that give it the names the examples use.
  private func makeWorld(for example: Example) async throws -> String {
    let home = try SharedHome.current
    let job = "job20170714215517"
    if try await home.azp("-e", "getJob \(job)").status != 0 {
      try await home.succeed(
        """
        j <- foreach(i = 1:4, .options.azure = list(job = "\(job)", wait = FALSE, chunkSize = 1)) %dopar% { i * 2 }
        waitForJob(j)
        """)
    }
    var names = "job_id <- \"\(job)\"\n"
    guard example.wantsCluster else { return names }
    if try await home.azp("-e", "getCluster myPoolName").status != 0 {
      // One that was stopped a moment ago may be on its way out still.
      try await eventually("the cluster is made") {
        try await home.script(Self.configuration + "makeCluster(config)\n").status == 0
      }
    }
    try home.write(
      """
      {"name": "fileCluster", "vmSize": "local", "maxTasksPerNode": 1, "poolSize": {
        "dedicatedNodes": {"min": 1, "max": 1}, "lowPriorityNodes": {"min": 0, "max": 0},
        "autoscaleFormula": "FIXED"}}
      """, to: "cluster.json")
    names += Self.configuration
    names += "cluster <- getCluster(\"myPoolName\")\nnodeId <- getNodeList(\"myPoolName\")$Id[1]\n"
    return names
  }

  private func writeCredentials() async throws {
    let home = try SharedHome.current
    try home.write(try await home.azp("credentials", "--format", "json").output, to: "credentials.json")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: "\(home.workDirectory)/credentials.json")
  }

  @Test("run as they stand", arguments: CommandTable.commands.map(Example.init))
  func run(_ example: Example) async throws {
    let names = try await makeWorld(for: example)
    if example.command.signature.name == "setCredentials" { try await writeCredentials() }
    let statements = [names + example.command.exampleSetUp] + example.command.examples
    let outcome = try await SharedHome.current.script(statements.joined(separator: "\n") + "\n")
    // 3: a job that was to fail has failed.
    #expect([0, 3].contains(outcome.status), "\(statements)\n\(outcome)")
  }
}
