import AzureWire

/// Makes of a task's description what its node must know to run it.
enum RunFactory {
  private struct JobPart: Decodable {
    var commonEnvironmentSettings: [NameValue]?
    var jobPreparationTask: JobPreparationTask?
    var jobReleaseTask: JobReleaseTask?

    var common: [NameValue] { commonEnvironmentSettings ?? [] }

    /// What a node must have done before it runs anything of the job.
    var preparation: JobPreparation? {
      jobPreparationTask.map { preparation in
        JobPreparation(
          id: preparation.id ?? "jobpreparation", commandLine: preparation.commandLine,
          environment: common + (preparation.environmentSettings ?? []),
          resourceFiles: preparation.resourceFiles ?? [],
          maxTaskRetryCount: preparation.constraints?.maxTaskRetryCount ?? 0,
          waitForSuccess: preparation.waitForSuccess ?? true,
          rerunsOnReboot: preparation.rerunOnNodeRebootAfterSuccess,
          maxWallClockSeconds: preparation.constraints?.maxWallClockTime.flatMap { $0.isUnlimited ? nil : $0.seconds })
      }
    }
  }

  private struct TaskPart: Decodable {
    var commandLine: String
    var environmentSettings: [NameValue]?
    var resourceFiles: [ResourceFile]?
    var outputFiles: [OutputFile]?
  }

  static func run(of task: TaskRecord, runID: String, job: JobRecord) throws -> TaskRun {
    let jobPart = try JSONText.decode(JobPart.self, job.spec)
    let taskPart = try JSONText.decode(TaskPart.self, task.spec)
    return TaskRun(
      runID: runID, jobID: job.id, jobIncarnation: job.incarnation, taskID: task.id, commandLine: taskPart.commandLine,
      environment: jobPart.common + (taskPart.environmentSettings ?? []), resourceFiles: taskPart.resourceFiles ?? [],
      outputFiles: taskPart.outputFiles ?? [],
      maxWallClockSeconds: task.maxWallClock.isUnlimited ? nil : task.maxWallClock.seconds,
      preparation: jobPart.preparation)
  }

  /// The release task of a job; nil when it has none.
  static func release(of job: JobRecord, runID: String) throws -> TaskRun? {
    let part = try JSONText.decode(JobPart.self, job.spec)
    guard let release = part.jobReleaseTask else { return nil }
    return TaskRun(
      runID: runID, jobID: job.id, jobIncarnation: job.incarnation, taskID: release.id ?? "jobrelease",
      commandLine: release.commandLine, environment: part.common + (release.environmentSettings ?? []),
      resourceFiles: release.resourceFiles ?? [], outputFiles: [],
      maxWallClockSeconds: (release.maxWallClockTime ?? .seconds(15 * 60)).seconds, preparation: part.preparation)
  }
}
