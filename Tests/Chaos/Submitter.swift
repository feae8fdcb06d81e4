import AzureClient
import AzureWire
import Foundation

/// A client that goes on asking until it gets an answer: what it was told is
/// what counts.
struct Submitter: Sendable {
  let number: Int
  let site: Site
  let batch: BatchClient
  let blobs: BlobClient
  let record: Record
  /// A disk that is full refuses requests and fails tasks.
  var expectsFullDisk = false

  static let retry: RetryPolicy = {
    var policy = RetryPolicy()
    policy.maximumTries = 10_000
    policy.firstDelay = .milliseconds(50)
    policy.firstReconnectDelay = .milliseconds(10)
    policy.longestDelay = .milliseconds(250)
    policy.unreachableLimit = .seconds(120)
    policy.timeLimit = .seconds(180)
    policy.tryLimit = .seconds(60)
    return policy
  }()

  /// Submits jobs one after the other and follows each to its end.
  func run(seed: UInt64, pools: [String], until isOver: @Sendable () -> Bool) async throws {
    var chance = SplitMix(seed: seed, stream: UInt64(number))
    var index = 0
    while !isOver() {
      index += 1
      var plan = JobPlan.random(index, of: number, pools: pools, &chance)
      if expectsFullDisk { plan = plan.modest }
      try await submit(plan)
      try await follow(plan)
    }
  }

  // MARK: Submission

  func submit(_ plan: JobPlan) async throws {
    try await blobs.createContainer(plan.container)
    for resource in plan.resources {
      let name = TaskScript.resourceName(resource)
      try write(resource, to: "\(site.directory)/contents/\(name)")
      // A blob that is replaced must never be a mixture.
      try await put(Content(line: "to be replaced", size: resource.size + 1), plan.container, name)
      try await put(resource, plan.container, name)
    }
    var job = JobAddParameters(id: plan.id, poolInfo: PoolInformation(poolId: plan.pool))
    job.usesTaskDependencies = true
    job.metadata = [NameValue(name: "chaos", value: plan.id)]
    if plan.hasPreparation {
      job.jobPreparationTask = JobPreparationTask(
        commandLine: TaskScript.commandLine(
          TaskPlan(id: "jobpreparation", milliseconds: 100), ofJob: plan.id, directory: site.directory))
    }
    try await batch.addJob(job)
    let tasks = plan.tasks.map { parameters($0, plan) }
    if plan.addsOneByOne {
      for task in tasks { try await batch.addTask(job: plan.id, task) }
    } else {
      try await batch.addTasks(job: plan.id, tasks)
    }
    record.count("tasks acknowledged", tasks.count)
    record.count("jobs acknowledged")
    record.change { $0.jobs.append(plan) }
    try await batch.patchJob(plan.id, JobPatchParameters(onAllTasksComplete: .terminateJob))
  }

  private func put(_ content: Content, _ container: String, _ name: String) async throws {
    try await blobs.put(container: container, blob: name, bytes: content.bytes)
    record.count("blobs acknowledged")
    record.change { $0.blobs[container, default: [:]][name] = content }
  }

  private func write(_ content: Content, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: Data(content.bytes)) else {
      throw ChaosError("\(path) cannot be written.")
    }
  }

  private func parameters(_ plan: TaskPlan, _ job: JobPlan) -> TaskAddParameters {
    var task = TaskAddParameters(
      id: plan.id, commandLine: TaskScript.commandLine(plan, ofJob: job.id, directory: site.directory))
    task.constraints = TaskConstraints(maxTaskRetryCount: plan.allowedRetries)
    if let resource = plan.resource {
      let name = TaskScript.resourceName(resource)
      let url = blobs.blobURL(container: job.container, blob: name, permissions: "r", validFor: .seconds(86_400))
      task.resourceFiles = [ResourceFile(httpUrl: url.reveal(), filePath: name)]
    }
    if plan.outputSize > 0 {
      let url = blobs.containerURL(job.container, permissions: "rcw", validFor: .seconds(86_400)).reveal()
      task.outputFiles = [
        OutputFile(
          filePattern: "output", containerUrl: url, path: "output/\(plan.id)", uploadCondition: .taskCompletion)
      ]
    }
    if !plan.dependsOnIDs.isEmpty || plan.dependsOnRange != nil {
      task.dependsOn = TaskDependencies(
        taskIds: plan.dependsOnIDs,
        taskIdRanges: plan.dependsOnRange.map { [TaskIDRange(start: $0.lowerBound, end: $0.upperBound)] })
    }
    return task
  }

  // MARK: The course of a job

  /// A job that has not come on for so long is stuck.
  private static let patience = Duration.seconds(120)

  /// Looks at a job again and again until it has completed.
  func follow(_ plan: JobPlan) async throws {
    var latest = ""
    var since = ContinuousClock.now
    while true {
      try await Task.sleep(for: .milliseconds(100))
      let tasks = try await tasks(of: plan)
      let job = try await batch.job(plan.id, select: ["id", "state"]).state
      if job == .completed || job == .terminating {
        // All had ended by then; what was read before may be older.
        _ = try await self.tasks(of: plan)
        if job == .completed { break }
      }
      let counts = Dictionary(grouping: tasks) { $0.state?.rawValue ?? "?" }.mapValues(\.count)
      let standing = "\(counts.sorted { $0.key < $1.key }) \(job?.rawValue ?? "?")"
      if standing != latest { (latest, since) = (standing, .now) }
      if ContinuousClock.now - since > Self.patience {
        let open = tasks.filter { $0.state != .completed }.prefix(5).map { "\($0.id) \($0.state?.rawValue ?? "?")" }
        record.problem(
          "The job \(plan.id) has not come on for \(Self.patience): \(latest), such as \(open); "
            + "not as planned: \(surprises(plan).prefix(5)).")
        throw ChaosError("A job is stuck.")
      }
    }
    record.count("jobs completed")
    guard plan.isDeleted, !expectsFullDisk else { return }
    try await delete(plan)
  }

  /// Ends that others may wait for in vain.
  private func surprises(_ plan: JobPlan) -> [String] {
    let ends = record.read { $0.completions[plan.id] ?? [:] }
    return plan.tasks.compactMap { task in
      guard let end = ends[task.id], end.exitCode != task.expectedStatus else { return nil }
      return "\(task.id) \(end)"
    }
  }

  private func tasks(of plan: JobPlan) async throws -> [BatchTask] {
    let tasks = try await batch.tasks(job: plan.id, select: ["id", "state", "executionInfo"]).all()
    let missing = Set(plan.tasks.map(\.id)).subtracting(tasks.map(\.id))
    if !missing.isEmpty {
      record.problem("Tasks of \(plan.id) were acknowledged and are not there: \(missing.sorted().prefix(5)).")
    }
    for task in tasks {
      if task.state == .completed, let info = task.executionInfo {
        record.completed(job: plan.id, task: task.id, Record.Completion(info))
      } else {
        record.pending(job: plan.id, task: task.id, state: task.state?.rawValue ?? "?")
      }
    }
    return tasks
  }

  /// Deletes the job and its container, and sees that they are gone.
  private func delete(_ plan: JobPlan) async throws {
    try await Verification(site: site, batch: batch, blobs: blobs, record: record, rules: .init()).checkBlobs(of: plan)
    try await batch.deleteJob(plan.id)
    try await blobs.deleteContainer(plan.container)
    record.change {
      $0.deletedJobs.insert(plan.id)
      $0.blobs[plan.container] = nil
    }
    let start = ContinuousClock.now
    while true {
      do {
        _ = try await batch.job(plan.id, select: ["id"])
      } catch let error as AzureError where error.kind == .notFound {
        break
      }
      guard ContinuousClock.now - start < Self.patience else {
        record.problem("The job \(plan.id) is being deleted for \(Self.patience).")
        break
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    record.count("jobs deleted")
  }
}

extension Record.Completion {
  init(_ info: TaskExecutionInformation) {
    self.init(
      exitCode: info.exitCode, succeeded: info.result == .success, retries: info.retryCount ?? 0,
      requeues: info.requeueCount ?? 0, failure: info.failureInfo?.code)
  }
}
