/// The states of a job: active → disabling → disabled → enabling → active;
/// from any of them → terminating → completed; from any → deleting → gone.
public struct JobState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Its tasks run as there is room.
  public static let active = JobState(rawValue: "active")
  /// None of its tasks starts, but some still run.
  public static let disabling = JobState(rawValue: "disabling")
  /// None of its tasks runs or starts.
  public static let disabled = JobState(rawValue: "disabled")
  /// Is on its way back to active.
  public static let enabling = JobState(rawValue: "enabling")
  /// Its tasks are being ended.
  public static let terminating = JobState(rawValue: "terminating")
  /// Is over, and takes no more tasks.
  public static let completed = JobState(rawValue: "completed")
  /// Is going away with its tasks.
  public static let deleting = JobState(rawValue: "deleting")

  /// Every state the service names, for filters and completion.
  public static let all: [JobState] = [.active, .disabling, .disabled, .enabling, .terminating, .completed, .deleting]
}

/// The states of a task: active → (preparing →) running → completed; a retry
/// or a requeue leads back to active.
public struct TaskState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Waits for its turn.
  public static let active = TaskState(rawValue: "active")
  /// Has a node, which makes ready for it.
  public static let preparing = TaskState(rawValue: "preparing")
  /// Runs.
  public static let running = TaskState(rawValue: "running")
  /// Is over.
  public static let completed = TaskState(rawValue: "completed")
}

/// How a completed task ended.
public struct TaskResult: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// It did what it was to do.
  public static let success = TaskResult(rawValue: "success")
  /// It did not.
  public static let failure = TaskResult(rawValue: "failure")
}

/// What a job does when all its tasks are completed.
public struct OnAllTasksComplete: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The job stays active.
  public static let noAction = OnAllTasksComplete(rawValue: "noaction")
  /// The job ends.
  public static let terminateJob = OnAllTasksComplete(rawValue: "terminatejob")
}

/// What a job does when one of its tasks fails.
public struct OnTaskFailure: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Nothing happens to the job.
  public static let noAction = OnTaskFailure(rawValue: "noaction")
  /// What the exit conditions of the task say.
  public static let performExitOptionsJobAction = OnTaskFailure(rawValue: "performexitoptionsjobaction")
}

/// What is done to a job when a task ends in some way.
public struct JobAction: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Nothing happens to the job.
  public static let none = JobAction(rawValue: "none")
  /// The job is disabled.
  public static let disable = JobAction(rawValue: "disable")
  /// The job ends.
  public static let terminate = JobAction(rawValue: "terminate")
}

/// What becomes of running tasks when their job is disabled.
public struct DisableTasks: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// They are ended, and run again when the job is enabled.
  public static let requeue = DisableTasks(rawValue: "requeue")
  /// They are ended for good.
  public static let terminate = DisableTasks(rawValue: "terminate")
  /// They run to their end.
  public static let wait = DisableTasks(rawValue: "wait")
}

/// Whether tasks that depend on a failed one may start.
public struct DependencyAction: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// They may run.
  public static let satisfy = DependencyAction(rawValue: "satisfy")
  /// They never run.
  public static let block = DependencyAction(rawValue: "block")
}

/// The states of a node; creating → starting → idle ⇄ running is the usual way.
public struct NodeState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Its machine is being made.
  public static let creating = NodeState(rawValue: "creating")
  /// Batch is starting on it.
  public static let starting = NodeState(rawValue: "starting")
  /// Its start task runs, and tasks wait for that.
  public static let waitingForStartTask = NodeState(rawValue: "waitingforstarttask")
  /// Its start task failed, so it takes no tasks.
  public static let startTaskFailed = NodeState(rawValue: "starttaskfailed")
  /// Takes tasks and runs none.
  public static let idle = NodeState(rawValue: "idle")
  /// Runs at least one task.
  public static let running = NodeState(rawValue: "running")
  /// Is being started again.
  public static let rebooting = NodeState(rawValue: "rebooting")
  /// Its system is being installed anew.
  public static let reimaging = NodeState(rawValue: "reimaging")
  /// Is on its way out of the pool.
  public static let leavingPool = NodeState(rawValue: "leavingpool")
  /// Takes no tasks, because it was told so.
  public static let offline = NodeState(rawValue: "offline")
  /// Was taken away, as nodes that cost less can be.
  public static let preempted = NodeState(rawValue: "preempted")
  /// Its machine is being given back.
  public static let deallocating = NodeState(rawValue: "deallocating")
  /// Its machine was given back, and can be had again.
  public static let deallocated = NodeState(rawValue: "deallocated")
  /// Its system is being renewed.
  public static let upgradingOS = NodeState(rawValue: "upgradingos")
  /// Cannot be used.
  public static let unusable = NodeState(rawValue: "unusable")
  /// The service has not heard of it for some time.
  public static let unknown = NodeState(rawValue: "unknown")
}
