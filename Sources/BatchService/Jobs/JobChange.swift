package import AzureWire
import HTTPTypes

/// A change of a job, whole (Job - Update) or in part (Job - Patch).
package struct JobChange {
  /// Nil stays as it is.
  var parameters: JobPatchParameters

  package init(_ patch: JobPatchParameters) {
    parameters = patch
  }

  /// What a replacement leaves out is set back to the default.
  package init(_ replacement: JobReplaceParameters) {
    parameters = JobPatchParameters(
      onAllTasksComplete: replacement.onAllTasksComplete ?? .noAction, metadata: replacement.metadata ?? [])
    parameters.priority = replacement.priority ?? 0
    parameters.allowTaskPreemption = replacement.allowTaskPreemption ?? false
    parameters.maxParallelTasks = replacement.maxParallelTasks ?? -1
    parameters.constraints = JobConstraints(
      maxWallClockTime: replacement.constraints?.maxWallClockTime ?? .unlimited,
      maxTaskRetryCount: replacement.constraints?.maxTaskRetryCount ?? 0)
    parameters.poolInfo = replacement.poolInfo
  }

  /// - Throws: ``WireError`` for what Batch would refuse whatever the job is.
  func check() throws {
    try JobRules.check(
      priority: parameters.priority, maxParallelTasks: parameters.maxParallelTasks,
      constraints: parameters.constraints, onAllTasksComplete: parameters.onAllTasksComplete,
      metadata: parameters.metadata)
    if let pool = parameters.poolInfo { try JobRules.check(pool) }
  }

  /// - Throws: ``WireError`` for what this job may not become.
  func check(against job: JobRecord) throws {
    if let action = parameters.onAllTasksComplete, job.onAllTasksComplete == .terminateJob, action != .terminateJob {
      throw WireError.invalidProperty(
        "onAllTasksComplete", value: action.rawValue, reason: "It cannot be changed once it is terminatejob")
    }
    if parameters.poolInfo?.autoPoolSpecification != nil,
      AutoPools.specification(in: try JSONText.decode(JSONValue.self, job.spec)) == nil
    {
      throw WireError.conflict(
        "OperationInvalidForCurrentState", "The job has no pool of its own, of which keepAlive could be changed.")
    }
    if let pool = parameters.poolInfo?.poolId, pool.lowercased() != job.poolID.lowercased(), job.state != .disabled {
      throw WireError.conflict(
        "OperationInvalidForCurrentState", "The pool of a job can be changed only while the job is disabled.")
    }
  }

  /// The job's stored description with the changes in it.
  func applied(to spec: String) throws -> String {
    var spec = try JSONText.decode(JSONValue.self, spec)
    if let metadata = parameters.metadata {
      spec["metadata"] =
        metadata.isEmpty
        ? nil : .array(metadata.map { .object(["name": .string($0.name), "value": .string($0.value)]) })
    }
    if let constraints = parameters.constraints {
      var members = spec["constraints"] ?? .object([:])
      if let time = constraints.maxWallClockTime { members["maxWallClockTime"] = .string(time.iso8601) }
      if let count = constraints.maxTaskRetryCount { members["maxTaskRetryCount"] = .int(Int64(count)) }
      spec["constraints"] = members
    }
    if let count = parameters.maxParallelTasks { spec["maxParallelTasks"] = .int(Int64(count)) }
    if let isAllowed = parameters.allowTaskPreemption { spec["allowTaskPreemption"] = .bool(isAllowed) }
    if let pool = parameters.poolInfo?.poolId { spec["poolInfo"] = .object(["poolId": .string(pool)]) }
    // Source: Batch API, Job - Update: of a pool of its own only keepAlive can be changed.
    if let auto = parameters.poolInfo?.autoPoolSpecification, var own = AutoPools.specification(in: spec) {
      own["keepAlive"] = .bool(auto.keepAlive ?? false)
      spec["poolInfo"] = .object(["autoPoolSpecification": own])
    }
    return try JSONText.encode(spec)
  }
}
