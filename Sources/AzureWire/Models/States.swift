/// The states of a job: active → disabling → disabled → enabling → active;
/// from any of them → terminating → completed; from any → deleting → gone.
public struct JobState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let active = JobState(rawValue: "active")
  public static let disabling = JobState(rawValue: "disabling")
  public static let disabled = JobState(rawValue: "disabled")
  public static let enabling = JobState(rawValue: "enabling")
  public static let terminating = JobState(rawValue: "terminating")
  public static let completed = JobState(rawValue: "completed")
  public static let deleting = JobState(rawValue: "deleting")

  /// Every state the service names, for filters and completion.
  public static let all: [JobState] = [.active, .disabling, .disabled, .enabling, .terminating, .completed, .deleting]
}

/// The states of a task: active → (preparing →) running → completed; a retry
/// or a requeue leads back to active.
public struct TaskState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let active = TaskState(rawValue: "active")
  public static let preparing = TaskState(rawValue: "preparing")
  public static let running = TaskState(rawValue: "running")
  public static let completed = TaskState(rawValue: "completed")
}

/// How a completed task ended.
public struct TaskResult: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let success = TaskResult(rawValue: "success")
  public static let failure = TaskResult(rawValue: "failure")
}

/// What a job does when all its tasks are completed.
public struct OnAllTasksComplete: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let noAction = OnAllTasksComplete(rawValue: "noaction")
  public static let terminateJob = OnAllTasksComplete(rawValue: "terminatejob")
}

/// What a job does when one of its tasks fails.
public struct OnTaskFailure: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let noAction = OnTaskFailure(rawValue: "noaction")
  /// What the exit conditions of the task say.
  public static let performExitOptionsJobAction = OnTaskFailure(rawValue: "performexitoptionsjobaction")
}

/// What is done to a job when a task ends in some way.
public struct JobAction: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let none = JobAction(rawValue: "none")
  public static let disable = JobAction(rawValue: "disable")
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

  public static let satisfy = DependencyAction(rawValue: "satisfy")
  public static let block = DependencyAction(rawValue: "block")
}

/// The states of a node; creating → starting → idle ⇄ running is the usual way.
public struct NodeState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let creating = NodeState(rawValue: "creating")
  public static let starting = NodeState(rawValue: "starting")
  public static let waitingForStartTask = NodeState(rawValue: "waitingforstarttask")
  public static let startTaskFailed = NodeState(rawValue: "starttaskfailed")
  public static let idle = NodeState(rawValue: "idle")
  public static let running = NodeState(rawValue: "running")
  public static let rebooting = NodeState(rawValue: "rebooting")
  public static let reimaging = NodeState(rawValue: "reimaging")
  public static let leavingPool = NodeState(rawValue: "leavingpool")
  public static let offline = NodeState(rawValue: "offline")
  public static let preempted = NodeState(rawValue: "preempted")
  public static let deallocating = NodeState(rawValue: "deallocating")
  public static let deallocated = NodeState(rawValue: "deallocated")
  public static let upgradingOS = NodeState(rawValue: "upgradingos")
  public static let unusable = NodeState(rawValue: "unusable")
  public static let unknown = NodeState(rawValue: "unknown")
}
