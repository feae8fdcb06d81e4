import AzureWire
import HTTPTypes

/// What Batch refuses in the description of a job, new or changed.
///
/// Source: Batch API, Job - Add, JobManagerTask, JobPreparationTask,
/// JobReleaseTask. The name of the property and the reason go into `values`.
enum JobRules {
  /// Everything but the id, which a schedule gives by another rule.
  static func check(_ job: JobAddParameters) throws {
    try Properties.checkName(job.displayName)
    try check(
      priority: job.priority, maxParallelTasks: job.maxParallelTasks, constraints: job.constraints,
      onAllTasksComplete: job.onAllTasksComplete, metadata: job.metadata)
    if let action = job.onTaskFailure, action != .noAction, action != .performExitOptionsJobAction {
      throw WireError.invalidProperty(
        "onTaskFailure", value: action.rawValue, reason: "It is either noaction or performexitoptionsjobaction")
    }
    try Properties.checkSettings(job.commonEnvironmentSettings, of: "commonEnvironmentSettings")
    if let manager = job.jobManagerTask { try check(manager) }
    if let preparation = job.jobPreparationTask { try check(preparation) }
    if let release = job.jobReleaseTask { try check(release, beside: job.jobPreparationTask) }
    try checkIDs(job)
    try check(job.poolInfo)
  }

  /// What a new job and a change of one have in common.
  static func check(
    priority: Int?, maxParallelTasks: Int?, constraints: JobConstraints?, onAllTasksComplete: OnAllTasksComplete?,
    metadata: [NameValue]?
  ) throws {
    if let priority, !(-1000...1000).contains(priority) {
      throw WireError.invalidProperty("priority", value: String(priority), reason: "The range is -1000 to 1000")
    }
    if let count = maxParallelTasks, count < 1, count != -1 {
      throw WireError.invalidProperty(
        "maxParallelTasks", value: String(count), reason: "It is -1 for no limit, or 1 and more")
    }
    try Properties.checkRetries(constraints?.maxTaskRetryCount, of: "constraints")
    try Properties.checkWallClock(constraints?.maxWallClockTime, of: "constraints")
    if let action = onAllTasksComplete, action != .noAction, action != .terminateJob {
      throw WireError.invalidProperty(
        "onAllTasksComplete", value: action.rawValue, reason: "It is either noaction or terminatejob")
    }
    try Properties.checkMetadata(metadata)
  }

  private static func check(_ manager: JobManagerTask) throws {
    try Properties.checkID(manager.id, named: "jobManagerTask.id")
    try Properties.checkCommand(manager.commandLine, named: "jobManagerTask.commandLine")
    try Properties.checkName(manager.displayName, named: "jobManagerTask.displayName")
    try Properties.checkSlots(manager.requiredSlots, named: "jobManagerTask.requiredSlots")
    try Properties.check(manager.constraints, of: "jobManagerTask.constraints")
    try Properties.checkSettings(manager.environmentSettings, of: "jobManagerTask.environmentSettings")
    try Properties.check(manager.resourceFiles, of: "jobManagerTask.resourceFiles")
    try Properties.check(manager.outputFiles, of: "jobManagerTask.outputFiles")
  }

  private static func check(_ preparation: JobPreparationTask) throws {
    if let id = preparation.id { try Properties.checkID(id, named: "jobPreparationTask.id") }
    try Properties.checkCommand(preparation.commandLine, named: "jobPreparationTask.commandLine")
    try Properties.check(preparation.constraints, of: "jobPreparationTask.constraints")
    try Properties.checkSettings(preparation.environmentSettings, of: "jobPreparationTask.environmentSettings")
    try Properties.check(preparation.resourceFiles, of: "jobPreparationTask.resourceFiles")
  }

  private static let longestRelease = WireDuration.seconds(15 * 60)

  private static func check(_ release: JobReleaseTask, beside preparation: JobPreparationTask?) throws {
    guard preparation != nil else {
      throw WireError.invalidProperty(
        "jobReleaseTask", value: release.id ?? "",
        reason: "A job release task cannot be specified without a job preparation task")
    }
    if let id = release.id { try Properties.checkID(id, named: "jobReleaseTask.id") }
    try Properties.checkCommand(release.commandLine, named: "jobReleaseTask.commandLine")
    try Properties.checkWallClock(release.maxWallClockTime, of: "jobReleaseTask")
    if let time = release.maxWallClockTime, time > longestRelease {
      throw WireError.invalidProperty(
        "jobReleaseTask.maxWallClockTime", value: time.iso8601, reason: "The largest value is PT15M")
    }
    try Properties.checkSettings(release.environmentSettings, of: "jobReleaseTask.environmentSettings")
    try Properties.check(release.resourceFiles, of: "jobReleaseTask.resourceFiles")
  }

  /// Manager, preparation and release share the names of the job's tasks.
  private static func checkIDs(_ job: JobAddParameters) throws {
    var named: [(property: String, id: String)] = []
    if let manager = job.jobManagerTask { named.append(("jobManagerTask.id", manager.id)) }
    if let preparation = job.jobPreparationTask {
      named.append(("jobPreparationTask.id", preparation.id ?? "jobpreparation"))
    }
    if let release = job.jobReleaseTask { named.append(("jobReleaseTask.id", release.id ?? "jobrelease")) }
    var seen: Set<String> = []
    for (property, id) in named where !seen.insert(id.lowercased()).inserted {
      throw WireError.invalidProperty(property, value: id, reason: "Another task of the job has this id")
    }
  }

  static func check(_ pool: PoolInformation) throws {
    guard (pool.poolId != nil) != (pool.autoPoolSpecification != nil) else {
      throw WireError.invalidProperty(
        "poolInfo", value: "", reason: "Either poolId or autoPoolSpecification says where the job runs")
    }
  }
}
