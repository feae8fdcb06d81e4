import AzureWire
import Testing

@Suite("The command line of an R script")
struct RScriptCommandTests {
  private let worker = RScriptCommand(
    script: "worker.R", arguments: ["1", "250", "0", "stop"], complaint: "R ended before the iterations were done")

  @Test("is one that any node runs")
  func text() {
    #expect(
      worker.commandLine
        == "/bin/bash -c \"set -e; set -o pipefail; Rscript --no-save --no-environ --no-restore --no-site-file "
        + "\\\"$AZ_BATCH_JOB_PREP_WORKING_DIR/worker.R\\\" 1 250 0 stop > $AZ_BATCH_TASK_ID.txt; wait; "
        + "test -f $AZ_BATCH_TASK_ID-result.rds || { echo 'R ended before the iterations were done' >&2; exit 1; }\"")
  }

  @Test("is known again")
  func roundTrip() {
    #expect(RScriptCommand(commandLine: worker.commandLine) == worker)
    let merge = RScriptCommand(script: "merge.R", arguments: ["4", "250", "pass", "1000"])
    #expect(RScriptCommand(commandLine: merge.commandLine) == merge)
    let bare = RScriptCommand(script: "x.R", arguments: [])
    #expect(RScriptCommand(commandLine: bare.commandLine) == bare)
  }

  @Test(
    "is not taken for what is a little different",
    arguments: [
      (" 1 ", " $X "), (" 1 ", " `id` "), (" 1 ", "  1 "), (" 1 ", " 1; "), ("worker.R\\\"", "worker.R"),
      ("worker.R", "wörker.R"), ("; wait", "; wait; true"), ("> $", ">> $"),
      ("Rscript", "/opt/Rscript"), ("set -e; ", ""), ("exit 1", "exit 2"), ("iterations", "it'era'tions"),
      ("iterations", "$HOME"), ("/bin/bash", "/bin/sh"), ("stop >", "stop 2> x >"),
    ])
  func others(part: String, other: String) {
    let line = worker.commandLine
    guard let range = line.firstRange(of: part) else {
      Issue.record("no \(part)")
      return
    }
    #expect(RScriptCommand(commandLine: line.replacingCharacters(in: range, with: other)) == nil)
  }

  @Test("is not found in other lines", arguments: ["", "\"", "/bin/true", "/bin/bash -c \"true\""])
  func foreign(line: String) {
    #expect(RScriptCommand(commandLine: line) == nil)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
