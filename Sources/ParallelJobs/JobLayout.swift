import AzureWire

/// Where everything of a job lies: doAzureParallel's layout, so that each
/// side reads the other's jobs.
package enum JobLayout {
  /// The script that evaluates a task's iterations.
  package static let worker = "worker.R"
  /// The script that joins the results of all tasks.
  package static let merger = "merge.R"
  /// Installs what the loop's packages need, on nodes that are not the user's own.
  package static let preparer = "prepare.R"
  static let scripts = [worker, merger, preparer]
  /// The task that joins the results.
  package static let mergeTaskID = "merge"
  /// The blob with the result of the whole loop.
  package static let mergedResult = "results/merge-result.rds"
  /// The value that `.combine` and its kin have made; beside the list that
  /// doAzureParallel knows.
  package static let combinedResult = "results/combined-result.rds"

  /// The blob with the variables that the loop's body needs.
  package static func environment(of job: String) -> String { "\(job).rds" }
  /// The blob that says what the job is made of.
  package static func metadata(of job: String) -> String { "\(job)-metadata.rds" }
  /// The blob with the values of a task's iterations.
  package static func result(ofTask task: String) -> String { "results/\(task)-result.rds" }
  /// Where everything lies that tasks note while they run, for those who read
  /// azp's own jobs; doAzureParallel has nothing there.
  static let records = "records/"
  /// The blob with the outcomes of a task that was killed before it could
  /// write its result: a file of serializations, one for each iteration.
  static func outcomes(ofTask task: String) -> String { "\(records)\(task)\(outcomesSuffix)" }
  /// The blob with the warnings and messages of a task's iterations; the merge
  /// task's has those of all tasks.
  static func conditions(ofTask task: String) -> String { "\(records)\(task)\(conditionsSuffix)" }
  static let outcomesSuffix = "-outcomes.record"
  static let conditionsSuffix = "-conditions.record"
  /// The files in a task's directory that are kept as records.
  static func recordPattern(ofTask task: String) -> String { "\(task)-*.record" }
  /// The blob that lists the tasks which succeeded before a job was made anew
  /// to retry the others.
  static func keptTasks(of job: String) -> String { "\(job)-kept-tasks.json" }
  /// The blob with what a task's R has logged.
  package static func log(ofTask task: String) -> String { "logs/\(task).txt" }
  /// The blob with what a task has printed.
  package static func standardOutput(ofTask task: String) -> String { "stdout/\(task)-stdout.txt" }
  /// The blob with what a task has written to its error stream.
  package static func standardError(ofTask task: String) -> String { "stderr/\(task)-stderr.txt" }

  /// Where R writes on the node what a task prints; kept as ``log(ofTask:)``.
  static func output(ofTask task: String) -> String { "wd/\(task).txt" }

  /// The container of a job: its id, or, where that is no container name, a
  /// name made from it that is never the same for two ids.
  package static func container(ofJob job: String) -> String {
    if ResourceID.isValidContainerName(job) { return job }
    var name = ""
    for character in job.lowercased().unicodeScalars {
      let isPlain = ("a"..."z").contains(character) || ("0"..."9").contains(character)
      if isPlain { name.unicodeScalars.append(character) } else if !name.hasSuffix("-") { name += "-" }
    }
    var stem = name.split(separator: "-").joined(separator: "-").prefix(40)
    while stem.hasSuffix("-") { stem.removeLast() }
    // Batch compares ids without case.
    let hash = MessageAuthentication.sha256(Array(job.lowercased().utf8)).prefix(4)
      .map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    return "\(stem.isEmpty ? "azp" : stem)-\(hash)"
  }

  /// Makes R look where the start task of a cluster puts packages.
  static let library = "R_LIBS=$AZ_BATCH_NODE_SHARED_DIR/R/packages:$R_LIBS"

  /// The command of a task: R's output goes to the log of the task.
  package static func workerCommand(first: Int, last: Int, hasOwnData: Bool, _ handling: ErrorHandling) -> String {
    RScriptCommand(
      script: worker, arguments: ["\(first)", "\(last)", hasOwnData ? "1" : "0", handling.rawValue],
      // A body that ends R by itself must not pass for a success.
      complaint: "R ended before the iterations were done"
    ).commandLine
  }

  /// The command line of the task that joins the results of the others.
  package static func mergeCommand(
    tasks: Int, chunkSize: Int, iterations: Int, _ handling: ErrorHandling
  ) -> String {
    RScriptCommand(
      script: merger, arguments: ["\(tasks)", "\(chunkSize)", handling.rawValue, "\(iterations)"]
    ).commandLine
  }

  /// A node that keeps an R warm may use it for the tasks.
  static let taskSettings = [NameValue(name: RScriptCommand.warmVariable, value: "1")]
}

/// The names of the metadata items of a job.
package enum JobMetadata {
  package static let chunkSize = "chunkSize"
  package static let enableCloudCombine = "enableCloudCombine"
  package static let packages = "packages"
  package static let errorHandling = "errorHandling"
  package static let wait = "wait"
  /// azp's own: the container, where it is not named as the job.
  package static let container = "container"
  /// azp's own: the number of iterations.
  package static let iterations = "iterations"
  /// azp's own: a digest of the loop, by which a submission that broke off
  /// is recognised.
  package static let loop = "loop"
  /// azp's own: whether the result is combined on the nodes.
  package static let combine = "combine"
  /// azp's own: whether the values of a chunk were reduced to one.
  package static let reduced = "reduced"
  /// azp's own: how often the failed tasks were run once more.
  package static let retry = "retry"
  /// azp's own: how many tasks succeeded before the job was made anew to retry
  /// the others, which alone it still has.
  package static let kept = "kept"
}
