/// A task as the service describes it (Batch API, Task).
package struct BatchTask: Codable, Sendable {
  package var id: String
  package var state: TaskState?
  package var displayName: String?
  package var creationTime: Timestamp?
  package var stateTransitionTime: Timestamp?
  package var commandLine: String?
  package var executionInfo: TaskExecutionInformation?
  package var nodeInfo: TaskNodeInformation?
}

package struct TaskExecutionInformation: Codable, Sendable {
  package var startTime: Timestamp?
  package var endTime: Timestamp?
  package var exitCode: Int?
  package var result: TaskResult?
  package var failureInfo: TaskFailureInformation?
  package var retryCount: Int?
  package var requeueCount: Int?
}

package struct TaskNodeInformation: Codable, Sendable {
  package var poolId: String?
  package var nodeId: String?
  /// Relative to the node's root directory.
  package var taskRootDirectory: String?
}

package struct TaskConstraints: Codable, Sendable, Equatable {
  package var maxWallClockTime: WireDuration?
  package var retentionTime: WireDuration?
  /// Tries after the first; -1 without end. Overrides the job's.
  package var maxTaskRetryCount: Int?

  package init(
    maxWallClockTime: WireDuration? = nil, retentionTime: WireDuration? = nil, maxTaskRetryCount: Int? = nil
  ) {
    self.maxWallClockTime = maxWallClockTime
    self.retentionTime = retentionTime
    self.maxTaskRetryCount = maxTaskRetryCount
  }
}

/// The tasks that must have ended before a task starts.
package struct TaskDependencies: Codable, Sendable, Equatable {
  package var taskIds: [String]?
  package var taskIdRanges: [TaskIDRange]?

  package init(taskIds: [String]? = nil, taskIdRanges: [TaskIDRange]? = nil) {
    self.taskIds = taskIds
    self.taskIdRanges = taskIdRanges
  }
}

/// Whole numbers from start to end, both included, as task ids.
package struct TaskIDRange: Codable, Sendable, Equatable {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}

/// What follows from the way a task ends.
package struct ExitConditions: Codable, Sendable, Equatable {
  package var exitCodes: [ExitCodeMapping]?
  package var exitCodeRanges: [ExitCodeRangeMapping]?
  package var preProcessingError: ExitOptions?
  package var fileUploadError: ExitOptions?
  package var `default`: ExitOptions?

  package init(default: ExitOptions? = nil) {
    self.default = `default`
  }
}

package struct ExitCodeMapping: Codable, Sendable, Equatable {
  package var code: Int
  package var exitOptions: ExitOptions
}

package struct ExitCodeRangeMapping: Codable, Sendable, Equatable {
  package var start: Int
  package var end: Int
  package var exitOptions: ExitOptions
}

package struct ExitOptions: Codable, Sendable, Equatable {
  package var dependencyAction: DependencyAction?

  package init(dependencyAction: DependencyAction?) {
    self.dependencyAction = dependencyAction
  }
}

/// What a client says of a new task (Batch API, Task - Add).
package struct TaskAddParameters: Codable, Sendable {
  package var id: String
  package var displayName: String?
  package var commandLine: String
  package var resourceFiles: [ResourceFile]?
  package var outputFiles: [OutputFile]?
  package var environmentSettings: [NameValue]?
  package var constraints: TaskConstraints?
  package var requiredSlots: Int?
  package var dependsOn: TaskDependencies?
  package var exitConditions: ExitConditions?

  package init(id: String, commandLine: String) {
    self.id = id
    self.commandLine = commandLine
  }
}

/// Up to 100 tasks added by one request.
package struct TaskAddCollection: Codable, Sendable {
  package var value: [TaskAddParameters]

  package init(value: [TaskAddParameters]) {
    self.value = value
  }
}

/// How each task of a collection fared.
package struct TaskAddResult: Codable, Sendable {
  /// `success`, `clienterror` or `servererror`, in any case.
  package struct Status: WireWord {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let success = Status(rawValue: "success")
    package static let clientError = Status(rawValue: "clienterror")
    package static let serverError = Status(rawValue: "servererror")
  }

  package var status: Status
  package var taskId: String
  package var eTag: String?
  package var lastModified: Timestamp?
  package var location: String?
  package var error: BatchErrorBody?
}

package struct TaskAddCollectionResult: Codable, Sendable {
  package var value: [TaskAddResult]
}
