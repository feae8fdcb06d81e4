/// A pool as the service describes it (Batch API, Pool).
package struct BatchPool: Codable, Sendable {
  package var id: String
  package var state: String?
  package var allocationState: String?
  package var vmSize: String?
  package var currentDedicatedNodes: Int?
  package var targetDedicatedNodes: Int?
  package var currentLowPriorityNodes: Int?
  package var targetLowPriorityNodes: Int?
  package var taskSlotsPerNode: Int?
}

/// A compute node as the service describes it (Batch API, Node).
package struct BatchNode: Codable, Sendable {
  package var id: String
  package var state: NodeState?
  package var stateTransitionTime: Timestamp?
  package var runningTasksCount: Int?
  package var totalTasksRun: Int?
}

/// How a job's preparation stands on one node.
package struct JobPreparationStatus: Codable, Sendable {
  package struct Execution: Codable, Sendable {
    package var state: String?
    package var result: TaskResult?
    package var exitCode: Int?
    package var failureInfo: TaskFailureInformation?
  }

  package var poolId: String?
  package var nodeId: String?
  package var jobPreparationTaskExecutionInfo: Execution?
}

/// A file of a task or node.
package struct BatchNodeFile: Codable, Sendable {
  package struct Properties: Codable, Sendable {
    /// Bytes, as a JSON string.
    package var contentLength: String?
    package var lastModified: Timestamp?
  }

  package var name: String
  package var isDirectory: Bool?
  package var properties: Properties?
}
