import AzureClient
package import AzureWire

/// How a job stands at one look, for a wait.
package struct JobProgress: Sendable, Equatable {
  /// How far the job is.
  package var state: JobState
  /// Its tasks by state.
  package var counts: TaskCounts
  /// How many of the tasks succeeded before the job was made anew to retry the
  /// others.
  package var keptTaskCount = 0
  /// Whether the job can never start, because its preparation has failed on
  /// every node that tried.
  package var isStuck = false
  /// What the loop said should become of failures.
  package var errorHandling = ErrorHandling.stop

  package init(
    state: JobState, counts: TaskCounts, isStuck: Bool = false, errorHandling: ErrorHandling = .stop
  ) {
    self.state = state
    self.counts = counts
    self.isStuck = isStuck
    self.errorHandling = errorHandling
  }

  /// Whether the job is completed with a result: failures that the loop
  /// passes on or leaves out do not take it away.
  package var isSuccess: Bool {
    state == .completed && (counts.failed == 0 || errorHandling != .stop && counts.succeeded > 0)
  }

  /// Whether there is nothing left to wait for.
  package var isOver: Bool { state == .completed || state == .deleting || isStuck }
}

/// Decides when a wait looks again: at first so soon that a job of a moment
/// is not waited for longer than it takes, later at intervals that a service
/// does not notice. Pure, so that it is tested without a clock.
package struct WaitPolicy: Sendable, Equatable {
  /// The next pause.
  package private(set) var pause = Self.shortest
  private var last: TaskCounts?
  /// All pauses so far.
  private var waited = Duration.zero
  /// Between looks at a job that ends at once.
  package static let shortest = Duration.milliseconds(10)
  /// The shortest pause of a wait that has lasted; while things move.
  package static let steady = Duration.milliseconds(200)
  /// Between looks at a job that takes long.
  package static let longest = Duration.seconds(5)

  package init() {}

  /// Takes in a look at the job, which decides when the next is due.
  package mutating func looked(_ progress: JobProgress) {
    waited += pause
    let moves = last != nil && last != progress.counts
    last = progress.counts
    // The end is noticed after a tenth of the time waited, at most.
    let least = min(max(waited / 10, Self.shortest), Self.steady)
    pause = least < Self.steady ? least : moves ? max(pause / 2, least) : min(pause * 3 / 2, Self.longest)
  }
}

extension ParallelJobs {
  /// Looks at a job once.
  ///
  /// - Throws: ``JobError`` of kind `notFound`.
  package func progress(of id: String) async throws -> JobProgress {
    async let counts = batch.taskCounts(job: id)
    let job = try await job(id)
    let ownCounts = try await counts
    var progress = JobProgress(
      state: job.state ?? .active, counts: ownCounts.including(job.keptTaskCount), errorHandling: job.errorHandling)
    progress.keptTaskCount = job.keptTaskCount
    if !progress.isOver, ownCounts.running == 0, ownCounts.completed == 0 {
      progress.isStuck = try await failedPreparation(of: id) != nil
    }
    return progress
  }

  /// Whether a task of the job has begun. The counts do not say so: a task that
  /// waits for the preparation of its node is counted among those that run.
  package func hasBegun(_ id: String, _ progress: JobProgress) async throws -> Bool {
    if progress.counts.completed > progress.keptTaskCount { return true }
    if progress.counts.running == 0 { return false }
    return try await !batch.tasks(job: id, filter: "state eq 'running'", select: ["id"]).all(upTo: 1).isEmpty
  }

  /// Waits until the job is over, on success and on failure.
  ///
  /// - Parameter look: is told how the job stands, at each look.
  /// - Returns: the last look.
  /// - Throws: `CancellationError` when the task is cancelled; the job goes on.
  package func wait(
    for id: String, clock: any Clock<Duration> = ContinuousClock(), look: (JobProgress) async throws -> Void
  ) async throws -> JobProgress {
    var policy = WaitPolicy()
    while true {
      let progress = try await progress(of: id)
      try await look(progress)
      if progress.isOver { return progress }
      policy.looked(progress)
      try await clock.sleep(for: policy.pause)
    }
  }
}
