import Testing

@testable import ParallelJobs

@Suite("The report of a job without a result")
struct FailureReportTests {
  private func sentence(_ failure: TaskFailure) -> String {
    FailureReport(job: "night", handling: .stop, failures: [failure]).sentence
  }

  @Test("does not repeat an exit code in Batch's words")
  func exitCode() {
    let text = sentence(
      TaskFailure(
        taskID: "2", exitCode: 7, code: "FailureExitCode",
        message: "The task exited with an exit code representing a failure.", errorLines: ["killed"]))
    #expect(
      text.hasPrefix(
        "The job `night` has no result: task 2 failed with exit code 7; its error output ends:\n  killed\n"))
    let other = sentence(TaskFailure(taskID: "2", exitCode: 0, code: "FileUploadAccessDenied", message: "No access."))
    #expect(other.hasPrefix("The job `night` has no result: task 2 failed with exit code 0 (No access)\n"))
  }

  @Test("points at the values where only their combination failed")
  func merge() {
    let text = sentence(TaskFailure(taskID: "merge", exitCode: 1, code: "FailureExitCode"))
    #expect(
      text.hasSuffix("\nThe values are there: `getJobResult(\"night\", partial = TRUE)` takes them as they are."))
    #expect(sentence(TaskFailure(taskID: "1", exitCode: 1)).contains("Submit with `.errorhandling = 'pass'`"))
  }
}
