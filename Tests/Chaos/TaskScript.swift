import Foundation

/// The program that every task runs. It writes a line into the ledger when it
/// starts and one when it ends, and complains there of what it finds wrong.
///
/// A file of the task's own is locked by the run and by all that it has
/// started: a run that cannot get the lock found another one alive.
enum TaskScript {
  /// The exit code of a run that fails by plan.
  static let plannedFailure = 3

  /// The exit code of a run that could not write its output.
  static let unwritable = 98

  static let text = """
    #!/bin/sh
    # directory job task failures status seconds line size child resource content
    directory=$1 job=$2 task=$3 failures=$4 status=$5 seconds=$6 size=$7 child=$8 resource=$9
    note() { echo "$1 $job $task $$ $2" >> "$directory/ledger"; }
    exec 9>> "$directory/runs/$job.$task"
    flock -n 9 || note overlap
    echo $$ >&9
    note start
    run=$(wc -l < "$directory/runs/$job.$task")
    if [ "$resource" != - ]; then cmp -s "$resource" "$directory/contents/$resource" || note corrupt; fi
    if [ "$child" = 1 ]; then setsid sleep 3600 > /dev/null 2>&1 & fi
    sleep "$seconds"
    code=$status
    if [ "$run" -le "$failures" ]; then code=\(plannedFailure); fi
    if [ "$size" -gt 0 ]; then yes "$job $task" | head -c "$size" > output || code=\(unwritable); fi
    note end $code
    exit "$code"

    """

  static func commandLine(_ task: TaskPlan, ofJob job: String, directory: String) -> String {
    let seconds = String(format: "%.3f", Double(task.milliseconds) / 1000)
    let words: [String] = [
      "/bin/sh", "\(directory)/task.sh", directory, job, task.id, "\(task.failures)", "\(task.status)", seconds,
      "\(task.outputSize)", task.leavesChild ? "1" : "0", task.resource.map(resourceName) ?? "-",
    ]
    return words.joined(separator: " ")
  }

  static func resourceName(_ content: Content) -> String { content.line.replacing(" ", with: "-") }
}
