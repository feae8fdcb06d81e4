import AzureWire

/// Makes of a task's description what its node must know to run it.
enum RunFactory {
  private struct JobPart: Decodable {
    var commonEnvironmentSettings: [NameValue]?
    var jobPreparationTask: JobPreparationTask?
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
    let common = jobPart.commonEnvironmentSettings ?? []
    return TaskRun(
      runID: runID, jobID: job.id, jobIncarnation: job.incarnation, taskID: task.id, commandLine: taskPart.commandLine,
      environment: common + (taskPart.environmentSettings ?? []), resourceFiles: taskPart.resourceFiles ?? [],
      outputFiles: taskPart.outputFiles ?? [],
      maxWallClockSeconds: task.maxWallClock.isUnlimited ? nil : task.maxWallClock.seconds,
      preparation: jobPart.jobPreparationTask.map { preparation in
        JobPreparation(
          id: preparation.id ?? "jobpreparation", commandLine: preparation.commandLine,
          environment: common + (preparation.environmentSettings ?? []),
          resourceFiles: preparation.resourceFiles ?? [],
          maxTaskRetryCount: preparation.constraints?.maxTaskRetryCount ?? 0,
          waitForSuccess: preparation.waitForSuccess ?? true)
      })
  }
}
