import AzureClient
import Clusters
import Commands
import ParallelJobs
import Session
import SessionLanguage
import Shell
import Testing

@Suite("The exit status")
struct ExitStatusTests {
  @Test("tells what went wrong, also behind a position in a script")
  func tells() {
    let cases: [(any Error, Int32)] = [
      (CancellationError(), 130), (JobError(.notFound, ""), 5), (JobError(.failedTasks, ""), 3),
      (JobError(.unfinished, ""), 1), (SessionError(.unreachable, ""), 6), (SessionError(.authentication, ""), 4),
      (ClusterError(.notFound, ""), 5), (ClusterError(.failed, ""), 1),
      (WaitTimeout(description: ""), 7), (AzureError(kind: .authentication, code: "", message: ""), 4),
      (AzureError(kind: .throttled, code: "", message: ""), 6), (AzureError(kind: .notFound, code: "", message: ""), 5),
    ]
    let source = SourceText(name: "x.azp", text: "getJob x")
    for (error, status) in cases {
      #expect(ExitStatus.of(error) == status)
      let diagnostic = Diagnostic("it failed", at: SourceSpan(0, 6), in: source, underlying: error)
      #expect(ExitStatus.of(diagnostic) == status)
    }
    var wrong = Diagnostic("it failed", at: SourceSpan(0, 6), in: source)
    #expect(ExitStatus.of(wrong) == 1)
    wrong.isUsage = true
    #expect(ExitStatus.of(wrong) == 2)
  }
}

@Suite("The history")
struct SecretTextTests {
  @Test(
    "keeps no line that carries a key, a token or a signature",
    arguments: [
      "setCredentials(list(batchKey = 'abc'))", "x <- 'AccountKey=abc'", "'https://a/b?sv=1&sig=abc'",
      "githubAuthenticationToken = 'x'", "setCredentials(list(sharedKey=list(batchAccount=list(key='x'))))",
    ])
  func leavesSecretsOut(line: String) {
    #expect(SecretText.isSecret(line))
  }

  @Test("keeps everyday lines", arguments: ["getJobList()", "design <- 1", "signal <- rnorm(3)", "assign = 4"])
  func keepsOthers(line: String) {
    #expect(!SecretText.isSecret(line))
  }
}
