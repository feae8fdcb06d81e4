/// Says in words which iterations of a job failed, and why.
struct FailureReport {
  let job: String
  let handling: ErrorHandling
  let failures: [TaskFailure]

  var sentence: String {
    let iterations = failures.flatMap(\.iterations)
    guard let first = iterations.first else { return withoutIterations }
    // foreach's own words for the first, then the others.
    var text = "The job `\(job)` has no result: task \(first.number) failed - \"\(first.message)\""
    if iterations.count > 1 {
      text += "\n" + iterations.prefix(10).map { "  iteration \($0.number): \($0.message)" }.joined(separator: "\n")
      if iterations.count > 10 { text += "\n  ... and \(iterations.count - 10) more" }
    }
    return text + "\n" + advice
  }

  /// No task has left a result that tells what R said.
  private var withoutIterations: String {
    guard let failure = failures.first else {
      return "The job `\(job)` has no result; `getJob \(job)` shows its tasks."
    }
    var text = "The job `\(job)` has no result: task \(failure.taskID) failed"
    if let code = failure.exitCode { text += " with exit code \(code)" }
    // Batch says of an exit code only that it is one.
    if failure.code != "FailureExitCode", let message = failure.message { text += " (\(message.trimmingFullStop))" }
    if failure.exitCode == 127 { text += "; Rscript was not found on the node, install R there (Debian: r-base-core)" }
    if !failure.errorLines.isEmpty {
      text += "; its error output ends:\n" + failure.errorLines.map { "  \($0)" }.joined(separator: "\n")
    }
    return text + "\n" + advice
  }

  private var advice: String {
    if failures.allSatisfy({ $0.taskID == JobLayout.mergeTaskID }), !failures.isEmpty {
      return "The values are there: `getJobResult(\"\(job)\", partial = TRUE)` takes them as they are."
    }
    return handling == .stop
      ? "Submit with `.errorhandling = 'pass'` or `'remove'` to keep the other values, or take them now with "
        + "`getJobResult(\"\(job)\", partial = TRUE)`."
      : "`getJobResult(\"\(job)\", partial = TRUE)` gives what there is."
  }
}

extension String {
  fileprivate var trimmingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
