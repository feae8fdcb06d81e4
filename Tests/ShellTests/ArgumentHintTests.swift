import Commands
import Shell
import Testing

@Suite("The hint at arguments")
struct ArgumentHintTests {
  @Test(
    "shows what is left to be written, where an argument starts",
    arguments: [
      ("getJob(", "jobId, [verbose])"), ("x <- getJob(", "jobId, [verbose])"), ("getJob('a', ", "[verbose])"),
      ("getJob('a',", " [verbose])"), ("getJob ", "jobId [verbose]"), ("waitForJob ", "jobId [timeout]"),
      ("notices ", "[mode] [desktop]"), ("waitForJob(job_id, ", "[timeout])"),
    ])
  func shows(_ statement: String, _ hint: String) {
    #expect(ArgumentHint.text(for: statement, commands: CommandTable.signatures) == hint)
  }

  @Test(
    "says nothing elsewhere",
    arguments: ["", "getJob", "getJob('a'", "sum(", "getJob(jobId = ", "x <- ", "q(", "getJobList(state: ", "# ("])
  func silent(_ statement: String) {
    #expect(ArgumentHint.text(for: statement, commands: CommandTable.signatures) == nil)
  }
}
