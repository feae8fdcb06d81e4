package import AzureClient
package import AzureWire

/// All that is known of a job and of what it runs on, at one moment: what
/// ``JobExplanation`` reasons about.
package struct JobFacts: Sendable {
  /// The job as the service describes it.
  package var job: BatchJob
  /// Its tasks by state.
  package var counts: TaskCounts
  /// Tasks that wait, in the order they were added; the first ones of very many.
  package var waiting: [BatchTask] = []
  /// Tasks that have failed.
  package var failed: [BatchTask] = []
  /// Why the first of them failed.
  package var failures: [TaskFailure] = []
  /// The warnings and messages of its iterations.
  package var conditions = JobConditions()
  /// Ids that waiting tasks depend on and that the job does not have.
  package var missingDependencies: [String] = []
  /// Nil when the job's pool does not exist.
  package var pool: BatchPool?
  /// The nodes of its pool.
  package var nodes: [BatchNode] = []
  /// How the job's preparation stands on each node that began it.
  package var preparations: [JobPreparationStatus] = []
  /// The last lines of the preparation's error stream, where it failed.
  package var preparationErrors: [String] = []
  /// The end of what the start task wrote, by node; nodes where it wrote
  /// nothing are left out.
  package var startTaskOutput: [String: StartTaskOutput] = [:]

  package init(job: BatchJob, counts: TaskCounts) {
    self.job = job
    self.counts = counts
  }

  var poolID: String { job.executionInfo?.poolId ?? job.poolInfo?.poolId ?? "" }

  /// Slots of each node.
  var slots: Int { pool?.taskSlotsPerNode ?? 1 }

  /// Nodes that can take tasks of the job, if they have room.
  var usableNodes: [BatchNode] {
    let refusing = Set(
      preparations.filter { $0.jobPreparationTaskExecutionInfo?.result == .failure }.compactMap(\.nodeId))
    return ableNodes.filter { !refusing.contains($0.id) }
  }

  /// Nodes that can take tasks of some job.
  var ableNodes: [BatchNode] {
    nodes.filter { ($0.state == .idle || $0.state == .running) && $0.schedulingState != "disabled" }
  }

  /// How many tasks the whole submission has; nil where that is not known.
  var expectedTasks: Int? {
    job.iterationCount.map { ($0 + job.chunkSize - 1) / job.chunkSize + (job.isCombinedInCloud ? 1 : 0) }
  }
}
