import AzureWire
import GRDB

/// What the end of a task does to its job: a manager's end may end it, and
/// exit conditions may disable or end it.
enum JobConsequences {
  /// To be called after the task is completed, inside the same transaction.
  static func follow(
    _ db: Database, _ task: TaskRecord, in job: JobRecord, _ completion: TaskLifecycle.Completion, now: Timestamp
  ) throws {
    guard [.active, .disabling, .disabled, .enabling].contains(job.state) else { return }
    if try isManager(task, of: job) {
      try JobLifecycle.terminate(db, job: job, reason: "JMComplete", now: now)
    } else if job.onTaskFailure == .performExitOptionsJobAction {
      let conditions = try TaskLifecycle.conditions(of: task)
      switch ExitConditions.jobAction(of: conditions, for: completion) {
      case .terminate: try JobLifecycle.terminate(db, job: job, reason: "TaskFailed", now: now)
      // Source: Batch API, JobAction: as Job - Disable with requeue.
      case .disable: try JobLifecycle.disable(db, job: job, .requeue, now: now)
      default: return
      }
    }
  }

  /// Whether the task manages the job, and takes it along.
  private static func isManager(_ task: TaskRecord, of job: JobRecord) throws -> Bool {
    guard let id = job.managerTaskID, id.lowercased() == task.id.lowercased() else { return false }
    struct Part: Decodable {
      var jobManagerTask: JobManagerTask?
    }
    return try JSONText.decode(Part.self, job.spec).jobManagerTask?.killJobOnCompletion ?? true
  }
}
