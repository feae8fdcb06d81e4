import AzureClient
import AzureWire

extension ParallelJobs {
  /// How long a job's signatures are good for: as long as Batch keeps a task.
  static let signatureLifetime = Duration.seconds(180 * 86_400)

  func jobParameters(
    for loop: LoopSubmission, id: String, container: String, metadata: [NameValue]
  ) -> JobAddParameters {
    var job = JobAddParameters(id: id, poolInfo: PoolInformation(poolId: loop.options.pool))
    job.metadata = metadata
    job.usesTaskDependencies = true
    let files = JobLayout.scripts + [JobLayout.environment(of: id)]
    let packages = loop.options.packages + loop.options.github + loop.options.bioconductor
    let own = files.map { file in
      let url = blobs.blobURL(container: container, blob: file, permissions: "r", validFor: Self.signatureLifetime)
      return ResourceFile(httpUrl: url.reveal(), filePath: file)
    }
    job.jobPreparationTask = JobPreparationTask(
      commandLine: Self.preparationCommand(packages: packages, job: id, installs: !batch.isOnThisMachine),
      resourceFiles: loop.options.resourceFiles + inputFiles(loop.options.inputs) + own,
      constraints: TaskConstraints(maxTaskRetryCount: 0), waitForSuccess: true)
    job.jobPreparationTask?.containerSettings = Self.container(loop.options)
    return job
  }

  /// The container that R runs in; it goes when its task has ended.
  private static func container(_ options: JobOptions) -> TaskContainerSettings? {
    options.containerImage.map { TaskContainerSettings(imageName: $0, containerRunOptions: "--rm") }
  }

  /// Checks once on each node that R and the loop's packages are there, so
  /// that their absence is one clear failure and not one for each task.
  ///
  /// - Parameter installs: whether packages that are missing are fetched; on
  ///   the machine of the user that is the user's affair.
  static func preparationCommand(packages: [String], job: String, installs: Bool) -> String {
    let names = packages.map { name in
      let repository = name.split(separator: "@").first ?? ""
      return String(repository.split(separator: "/").last ?? "")
    }
    var command = "command -v Rscript > /dev/null || { echo 'Rscript is not installed on this node' >&2; exit 127; }"
    if !names.isEmpty, installs {
      command += "; \(JobLayout.library) Rscript --no-save --no-environ --no-restore \(JobLayout.preparer) \(job)"
    } else if !names.isEmpty {
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      let check =
        "missing <- Filter(function(name) !requireNamespace(name, quietly = TRUE), c(\(list))); "
        + "if (length(missing)) { message('not installed: ', toString(missing)); quit(status = 1) }"
      command += "; \(JobLayout.library) Rscript --no-save --no-environ --no-restore -e \\\"\(check)\\\""
    }
    return "/bin/bash -c \"\(command)\""
  }

  /// The blobs of containers, in `inputs/NAME` of the preparation's directory.
  private func inputFiles(_ containers: [String]) -> [ResourceFile] {
    containers.map { container in
      let url = blobs.containerURL(container, permissions: "rl", validFor: Self.signatureLifetime)
      return ResourceFile(storageContainerUrl: url.reveal(), filePath: "inputs/\(container)")
    }
  }

  func tasks(of loop: LoopSubmission, container: String) -> [TaskAddParameters] {
    let options = loop.options
    let count = loop.iterationCount
    let taskCount = (count + options.chunkSize - 1) / options.chunkSize
    let writable = blobs.containerURL(container, permissions: "wc", validFor: Self.signatureLifetime).reveal()
    var tasks: [TaskAddParameters] = (1...taskCount).map { number in
      let first = (number - 1) * options.chunkSize + 1
      let last = min(number * options.chunkSize, count)
      var task = TaskAddParameters(
        id: String(number),
        commandLine: JobLayout.workerCommand(
          first: first, last: last, hasOwnData: false, options.errorHandling))
      task.containerSettings = Self.container(options)
      task.environmentSettings = JobLayout.taskSettings
      task.constraints = TaskConstraints(maxTaskRetryCount: options.maxTaskRetryCount)
      // The merge runs whatever became of the tasks: it knows what to do about failures.
      task.exitConditions = ExitConditions(default: ExitOptions(dependencyAction: .satisfy))
      task.outputFiles = outputFiles(
        of: task.id, container: writable,
        result: ("\(task.id)-result.rds", JobLayout.result(ofTask: task.id)), options.outputFiles)
      return task
    }
    if options.enableCloudCombine {
      tasks.append(mergeTask(for: loop, taskCount: taskCount, container: container, writable: writable))
    }
    return tasks
  }

  private func mergeTask(
    for loop: LoopSubmission, taskCount: Int, container: String, writable: String
  ) -> TaskAddParameters {
    let options = loop.options
    var task = TaskAddParameters(
      id: JobLayout.mergeTaskID,
      commandLine: JobLayout.mergeCommand(
        tasks: taskCount, chunkSize: options.chunkSize, iterations: loop.iterationCount, options.errorHandling))
    task.containerSettings = Self.container(options)
    task.environmentSettings = JobLayout.taskSettings
    task.dependsOn = TaskDependencies(taskIdRanges: [TaskIDRange(start: 1, end: taskCount)])
    task.constraints = TaskConstraints(maxTaskRetryCount: 0)
    let readable = blobs.containerURL(container, permissions: "rl", validFor: Self.signatureLifetime).reveal()
    task.resourceFiles = ["results/", JobLayout.records].map { prefix in
      ResourceFile(storageContainerUrl: readable, blobPrefix: prefix)
    }
    task.outputFiles = outputFiles(
      of: task.id, container: writable, result: ("merge-result.rds", JobLayout.mergedResult), options.outputFiles)
    if !options.combination.isPlain {
      task.outputFiles?.append(
        OutputFile(
          filePattern: "combined-result.rds", containerUrl: writable, path: JobLayout.combinedResult,
          uploadCondition: .taskCompletion))
    }
    return task
  }

  private func outputFiles(
    of task: String, container: String, result: (file: String, blob: String), _ others: [OutputFile]
  ) -> [OutputFile] {
    [
      ("\(task).txt", JobLayout.log(ofTask: task)), ("../stdout.txt", JobLayout.standardOutput(ofTask: task)),
      ("../stderr.txt", JobLayout.standardError(ofTask: task)), result,
      (JobLayout.recordPattern(ofTask: task), String(JobLayout.records.dropLast())),
    ].map { file, blob in
      OutputFile(filePattern: file, containerUrl: container, path: blob, uploadCondition: .taskCompletion)
    } + others
  }
}
