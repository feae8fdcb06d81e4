package import AzureWire

/// What decides over the next step of a job: its state, and how many of its
/// tasks run and wait.
package struct JobStanding: Equatable {
  package var state: JobState
  /// Tasks that run.
  package var running: Int
  /// Tasks that wait.
  package var waiting: Int
  package var onAllTasksComplete: OnAllTasksComplete
  /// Release tasks that have not ended.
  package var releasing: Int

  package init(
    state: JobState, running: Int = 0, waiting: Int = 0, onAllTasksComplete: OnAllTasksComplete = .noAction,
    releasing: Int = 0
  ) {
    self.state = state
    self.running = running
    self.waiting = waiting
    self.onAllTasksComplete = onAllTasksComplete
    self.releasing = releasing
  }

  /// What happens to a job by itself.
  package enum Step: Equatable {
    case none
    /// All its tasks are completed, and that ends it.
    case end
    /// Nothing of it runs any more: it is disabled.
    case disabled
    /// Nothing of it runs any more: its release tasks start, if it has any.
    case release
    /// Its release tasks have ended too.
    case complete
    /// It may go once its nodes have let go of it.
    case purge
  }

  /// The next step; pure, so that each case can be read here.
  ///
  /// Source: Batch API, Job, `onAllTasksComplete` (a job without tasks counts
  /// as complete), Job - Disable, Job - Terminate, JobReleaseTask.
  ///
  /// - Parameter hasReleased: whether the release tasks have been started
  ///   before, or there are none.
  package func step(hasReleased: Bool) -> Step {
    guard running == 0 else { return .none }
    switch state {
    case .active: return onAllTasksComplete == .terminateJob && waiting == 0 ? .end : .none
    case .disabling: return .disabled
    case .terminating, .deleting:
      if !hasReleased { return .release }
      guard releasing == 0 else { return .none }
      return state == .deleting ? .purge : .complete
    default: return .none
    }
  }
}
