import AzureWire
import Foundation

/// The job that takes the place of one that is over, so that its failed tasks
/// run once more: its description, and that of the tasks.
struct RetryPlan: Codable, Sendable {
  var job: JobAddParameters
  var tasks: [TaskAddParameters]
  var container: String
  /// The tasks that have succeeded and do not run again.
  var kept: KeptTasks?

  static func blob(ofJob job: String) -> String { "\(job)-retry.json" }

  /// Tells this retry from earlier ones.
  var mark: String? { job.metadata?.first { $0.name == JobMetadata.retry }?.value }

  /// What earlier runs of its tasks left and the new runs may not write anew.
  var outdatedBlobs: [String] {
    let isMerged = tasks.contains { $0.id == JobLayout.mergeTaskID }
    return tasks.map { JobLayout.conditions(ofTask: $0.id) }
      + (isMerged ? [JobLayout.mergedResult, JobLayout.combinedResult] : [])
  }

  /// - Parameters:
  ///   - kept: The tasks that have succeeded, those that earlier retries kept
  ///     among them.
  ///   - signing: Renews the signatures that the job came with.
  init(job: BatchJob, tasks: [BatchTask], merge: BatchTask?, kept: [BatchTask], signing: Resigning) {
    container = job.container
    var new = JobAddParameters(id: job.id, poolInfo: job.poolInfo ?? PoolInformation(poolId: nil))
    new.displayName = job.displayName
    new.priority = job.priority
    new.maxParallelTasks = job.maxParallelTasks
    new.constraints = job.constraints
    new.commonEnvironmentSettings = job.commonEnvironmentSettings
    new.jobPreparationTask = job.jobPreparationTask.map(signing.renewed)
    new.jobReleaseTask = job.jobReleaseTask
    new.usesTaskDependencies = true
    new.onTaskFailure = job.onTaskFailure
    new.networkConfiguration = job.networkConfiguration
    let count = job.metadata(JobMetadata.retry).flatMap { Int($0) } ?? 0
    new.metadata =
      (job.metadata ?? []).filter { $0.name != JobMetadata.retry && $0.name != JobMetadata.kept }
      + [
        NameValue(name: JobMetadata.retry, value: String(count + 1)),
        NameValue(name: JobMetadata.kept, value: String(kept.count)),
      ]
    self.job = new
    self.kept = KeptTasks(kept)
    self.tasks = tasks.map { signing.renewed(Self.parameters(of: $0)) }
    if let merge {
      var last = signing.renewed(Self.parameters(of: merge))
      let ids = tasks.map(\.id)
      last.dependsOn = ids.isEmpty ? nil : Self.dependencies(on: ids)
      self.tasks.append(last)
    }
  }

  init(encoded: [UInt8]) throws {
    self = try JSONDecoder().decode(RetryPlan.self, from: Data(encoded))
  }

  var encoded: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) }
  }

  private static func parameters(of task: BatchTask) -> TaskAddParameters {
    var new = TaskAddParameters(id: task.id, commandLine: task.commandLine ?? "")
    new.displayName = task.displayName
    new.containerSettings = task.containerSettings
    new.resourceFiles = task.resourceFiles
    new.outputFiles = task.outputFiles
    new.environmentSettings = task.environmentSettings
    new.constraints = task.constraints
    new.requiredSlots = task.requiredSlots
    new.userIdentity = task.userIdentity
    new.exitConditions = task.exitConditions
    new.dependsOn = task.dependsOn
    new.applicationPackageReferences = task.applicationPackageReferences
    return new
  }

  /// Numbers as ranges, which are few where the ids would be too many for
  /// one request.
  static func dependencies(on ids: [String]) -> TaskDependencies {
    var ranges: [TaskIDRange] = []
    for number in ids.compactMap({ Int($0) }).sorted() {
      if let last = ranges.last, last.end + 1 == number {
        ranges[ranges.count - 1].end = number
      } else {
        ranges.append(TaskIDRange(start: number, end: number))
      }
    }
    let names = ids.filter { Int($0) == nil }
    return TaskDependencies(taskIds: names.isEmpty ? nil : names, taskIdRanges: ranges.isEmpty ? nil : ranges)
  }
}
