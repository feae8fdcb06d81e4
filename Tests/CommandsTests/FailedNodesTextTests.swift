import AzureClient
import Commands
import Testing

@Suite("What is said of nodes whose start task failed")
struct FailedNodesTextTests {
  private func text(_ nodes: [String], _ output: StartTaskOutput?) -> String {
    FailedNodesText.text(of: nodes, cluster: "gpu", output: output)
  }

  @Test("ends with what the first of them wrote, and where all of it is")
  func wrote() {
    let output = StartTaskOutput(path: "startup/stderr.txt", lines: ["a", "b"])
    #expect(
      text(["n1"], output) == """
        This node of the cluster `gpu` failed while running the start task:
          n1
        Its error output ends:
          a
          b
        `getClusterFile("gpu", "n1", "startup/stderr.txt")` shows all of it.
        """)
    #expect(text(["n1", "n2"], output).contains("\nThe error output of the first of them ends:\n  a\n"))
  }

  @Test("tells one that wrote nothing from one whose output cannot be read")
  func silent() {
    let silent = StartTaskOutput(path: "startup/stdout.txt", lines: [])
    let advice =
      "; the commands are in `commandLine` of the cluster's configuration, and `rebootNode(\"gpu\", \"n1\")` tries again."
    func last(_ nodes: [String], _ output: StartTaskOutput?) -> String {
      text(nodes, output).split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(last(["n1"], silent) == "It wrote nothing" + advice)
    #expect(last(["n1", "n2"], silent) == "The first of them wrote nothing" + advice)
    #expect(last(["n1"], nil) == "What it wrote cannot be read" + advice)
    #expect(last(["n1", "n2"], nil) == "What the first of them wrote cannot be read" + advice)
  }

  @Test("names ten of them and counts the others")
  func many() {
    let lines = text((1...12).map { "n\($0)" }, nil).split(separator: "\n")
    #expect(lines[0] == "These 12 nodes of the cluster `gpu` failed while running the start task:")
    #expect(lines[1...10].map { $0.dropFirst(2) } == (1...10).map { "n\($0)" })
    #expect(lines[11] == "  ... and 2 more")
  }
}
