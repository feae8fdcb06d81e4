import AzureWire

/// Makes of the descriptions of a job's tasks what their node must know to
/// run them.
struct RunFactory {
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

  private let job: JobRecord
  private let part: JobPart

  init(_ job: JobRecord) throws {
    self.job = job
    part = try JSONText.decode(JobPart.self, job.spec)
  }

  func run(of task: TaskRecord, runID: String) throws -> TaskRun {
    let taskPart = try JSONText.decode(TaskPart.self, task.spec)
    return TaskRun(
      runID: runID, jobID: job.id, jobIncarnation: job.incarnation, taskID: task.id, commandLine: taskPart.commandLine,
      environment: part.common + (taskPart.environmentSettings ?? []), resourceFiles: taskPart.resourceFiles ?? [],
      outputFiles: taskPart.outputFiles ?? [],
      maxWallClockSeconds: task.maxWallClock.isUnlimited ? nil : task.maxWallClock.seconds,
      preparation: part.preparation)
  }

  /// The release task of the job; nil when it has none.
  func release(runID: String) -> TaskRun? {
    guard let release = part.jobReleaseTask else { return nil }
    return TaskRun(
      runID: runID, jobID: job.id, jobIncarnation: job.incarnation, taskID: release.id ?? "jobrelease",
      commandLine: release.commandLine, environment: part.common + (release.environmentSettings ?? []),
      resourceFiles: release.resourceFiles ?? [], outputFiles: [],
      maxWallClockSeconds: (release.maxWallClockTime ?? .seconds(15 * 60)).seconds, preparation: part.preparation)
  }
}
