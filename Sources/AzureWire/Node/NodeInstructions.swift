/// What the service wants of an agent; each list repeats until the agent's
/// report shows that it was done.
package struct NodeInstructions: Codable, Sendable {
  /// Runs to take into the journal and start. One that the agent knows is
  /// no news.
  package var start: [TaskRun]
  /// Runs to end: the whole process tree, SIGTERM, then SIGKILL.
  package var terminate: [String]
  /// Ended runs whose end is on the service's disk: drop them.
  package var forgetRuns: [String]
  /// Preparations whose end is on the service's disk, as job incarnations.
  package var forgetPreparations: [String]
  /// Deleted jobs whose directories and preparation go; they come before
  /// any start of the same exchange.
  package var removeJobs: [String]
  /// Files that a client asks for; each is asked once.
  package var files: [NodeFileRequest]
  /// What this start of the node begins with; told until a report says that
  /// it is known.
  package var startTask: StartTaskOrder?
  /// The node is released, or restarts: end what runs and exit.
  package var shutdown: Bool

  package init(
    start: [TaskRun] = [], terminate: [String] = [], forgetRuns: [String] = [], forgetPreparations: [String] = [],
    removeJobs: [String] = [], files: [NodeFileRequest] = [], startTask: StartTaskOrder? = nil, shutdown: Bool = false
  ) {
    self.start = start
    self.terminate = terminate
    self.forgetRuns = forgetRuns
    self.forgetPreparations = forgetPreparations
    self.removeJobs = removeJobs
    self.files = files
    self.startTask = startTask
    self.shutdown = shutdown
  }

  /// Whether the node has nothing to do for it.
  package var isEmpty: Bool {
    start.isEmpty && terminate.isEmpty && forgetRuns.isEmpty && forgetPreparations.isEmpty && removeJobs.isEmpty
      && files.isEmpty && startTask == nil && !shutdown
  }
}

/// One run of a task: an attempt that happens at most once.
package struct TaskRun: Codable, Sendable {
  /// Unique for ever; names the run in reports and in the journal.
  package var runID: String
  package var jobID: String
  /// Distinguishes a job from an earlier, deleted one of the same id.
  package var jobIncarnation: String
  package var taskID: String
  package var commandLine: String
  /// Settings of job and task, the task's last; the agent adds the
  /// `AZ_BATCH_...` variables.
  package var environment: [NameValue]
  package var resourceFiles: [ResourceFile]
  package var outputFiles: [OutputFile]
  /// Seconds of wall clock after which the run is ended; nil without limit.
  package var maxWallClockSeconds: Double?
  /// Must have succeeded on this node, once, before the run starts.
  package var preparation: JobPreparation?

  package init(
    runID: String, jobID: String, jobIncarnation: String, taskID: String, commandLine: String,
    environment: [NameValue], resourceFiles: [ResourceFile], outputFiles: [OutputFile], maxWallClockSeconds: Double?,
    preparation: JobPreparation?
  ) {
    self.runID = runID
    self.jobID = jobID
    self.jobIncarnation = jobIncarnation
    self.taskID = taskID
    self.commandLine = commandLine
    self.environment = environment
    self.resourceFiles = resourceFiles
    self.outputFiles = outputFiles
    self.maxWallClockSeconds = maxWallClockSeconds
    self.preparation = preparation
  }
}

/// A job's preparation task, run once on a node before the job's first task.
package struct JobPreparation: Codable, Sendable {
  package var id: String
  package var commandLine: String
  package var environment: [NameValue]
  package var resourceFiles: [ResourceFile]
  package var maxTaskRetryCount: Int
  package var waitForSuccess: Bool
  /// Whether it runs again when the node has restarted; yes unless given.
  package var rerunsOnReboot: Bool?
  /// Seconds of wall clock after which an attempt is ended; nil without limit.
  package var maxWallClockSeconds: Double?

  package init(
    id: String, commandLine: String, environment: [NameValue], resourceFiles: [ResourceFile], maxTaskRetryCount: Int,
    waitForSuccess: Bool, rerunsOnReboot: Bool? = nil, maxWallClockSeconds: Double? = nil
  ) {
    self.id = id
    self.commandLine = commandLine
    self.environment = environment
    self.resourceFiles = resourceFiles
    self.maxTaskRetryCount = maxTaskRetryCount
    self.waitForSuccess = waitForSuccess
    self.rerunsOnReboot = rerunsOnReboot
    self.maxWallClockSeconds = maxWallClockSeconds
  }
}
