/// A job as the service describes it (Batch API, Job). Members that a
/// `$select` left out are nil.
package struct BatchJob: Codable, Sendable {
  package var id: String
  package var state: JobState?
  package var displayName: String?
  package var eTag: String?
  package var creationTime: Timestamp?
  package var lastModified: Timestamp?
  package var stateTransitionTime: Timestamp?
  package var priority: Int?
  package var usesTaskDependencies: Bool?
  package var onAllTasksComplete: OnAllTasksComplete?
  package var poolInfo: PoolInformation?
  package var metadata: [NameValue]?
  package var executionInfo: JobExecutionInformation?

  /// The metadata item of that name.
  package func metadata(_ name: String) -> String? { metadata?.first { $0.name == name }?.value }
}

package struct PoolInformation: Codable, Sendable, Equatable {
  package var poolId: String?

  package init(poolId: String?) {
    self.poolId = poolId
  }
}

package struct JobExecutionInformation: Codable, Sendable {
  package var startTime: Timestamp?
  package var endTime: Timestamp?
  package var poolId: String?
  /// `AllTasksComplete`, `UserTerminate`, `TaskFailed`, ... or a user's text.
  package var terminateReason: String?
}

/// What a client says of a new job (Batch API, Job - Add).
package struct JobAddParameters: Codable, Sendable {
  package var id: String
  package var displayName: String?
  /// -1000 to 1000; higher goes first.
  package var priority: Int?
  package var constraints: JobConstraints?
  package var commonEnvironmentSettings: [NameValue]?
  package var jobPreparationTask: JobPreparationTask?
  package var poolInfo: PoolInformation
  package var usesTaskDependencies: Bool?
  package var onAllTasksComplete: OnAllTasksComplete?
  package var metadata: [NameValue]?

  package init(id: String, poolInfo: PoolInformation) {
    self.id = id
    self.poolInfo = poolInfo
  }
}

package struct JobConstraints: Codable, Sendable {
  package var maxWallClockTime: WireDuration?
  /// Tries of each task after the first; -1 without end.
  package var maxTaskRetryCount: Int?
}

/// A task that runs on each node before the job's first task there.
package struct JobPreparationTask: Codable, Sendable {
  package var id: String?
  package var commandLine: String
  package var resourceFiles: [ResourceFile]?
  package var environmentSettings: [NameValue]?
  package var constraints: TaskConstraints?
  package var waitForSuccess: Bool?

  package init(
    commandLine: String, resourceFiles: [ResourceFile]? = nil, environmentSettings: [NameValue]? = nil,
    constraints: TaskConstraints? = nil, waitForSuccess: Bool? = nil
  ) {
    self.commandLine = commandLine
    self.resourceFiles = resourceFiles
    self.environmentSettings = environmentSettings
    self.constraints = constraints
    self.waitForSuccess = waitForSuccess
  }
}

/// What a client changes of a job (Batch API, Job - Patch); nil stays as it is.
package struct JobPatchParameters: Codable, Sendable {
  package var priority: Int?
  package var constraints: JobConstraints?
  package var onAllTasksComplete: OnAllTasksComplete?
  package var metadata: [NameValue]?

  package init(onAllTasksComplete: OnAllTasksComplete? = nil, metadata: [NameValue]? = nil) {
    self.onAllTasksComplete = onAllTasksComplete
    self.metadata = metadata
  }
}

/// The body of a termination.
package struct JobTerminateParameters: Codable, Sendable {
  package var terminateReason: String?

  package init(terminateReason: String?) {
    self.terminateReason = terminateReason
  }
}
