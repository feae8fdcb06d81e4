/// The states of a job: active → disabling → disabled → enabling → active;
/// from any of them → terminating → completed; from any → deleting → gone.
package struct JobState: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let active = JobState(rawValue: "active")
  package static let disabling = JobState(rawValue: "disabling")
  package static let disabled = JobState(rawValue: "disabled")
  package static let enabling = JobState(rawValue: "enabling")
  package static let terminating = JobState(rawValue: "terminating")
  package static let completed = JobState(rawValue: "completed")
  package static let deleting = JobState(rawValue: "deleting")

  /// Every state the service names, for filters and completion.
  package static let all: [JobState] = [.active, .disabling, .disabled, .enabling, .terminating, .completed, .deleting]
}

/// The states of a task: active → (preparing →) running → completed; a retry
/// or a requeue leads back to active.
package struct TaskState: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let active = TaskState(rawValue: "active")
  package static let preparing = TaskState(rawValue: "preparing")
  package static let running = TaskState(rawValue: "running")
  package static let completed = TaskState(rawValue: "completed")
}

/// How a completed task ended.
package struct TaskResult: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let success = TaskResult(rawValue: "success")
  package static let failure = TaskResult(rawValue: "failure")
}

/// What a job does when all its tasks are completed.
package struct OnAllTasksComplete: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let noAction = OnAllTasksComplete(rawValue: "noaction")
  package static let terminateJob = OnAllTasksComplete(rawValue: "terminatejob")
}

/// Whether tasks that depend on a failed one may start.
package struct DependencyAction: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let satisfy = DependencyAction(rawValue: "satisfy")
  package static let block = DependencyAction(rawValue: "block")
}

/// The states of a node; creating → starting → idle ⇄ running is the usual way.
package struct NodeState: WireWord {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  package static let creating = NodeState(rawValue: "creating")
  package static let starting = NodeState(rawValue: "starting")
  package static let idle = NodeState(rawValue: "idle")
  package static let running = NodeState(rawValue: "running")
  package static let unusable = NodeState(rawValue: "unusable")
  package static let unknown = NodeState(rawValue: "unknown")
}
