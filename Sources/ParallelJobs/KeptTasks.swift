import AzureClient
import AzureWire
import Foundation

/// The tasks of a job that succeeded before the job was made anew to retry the
/// others.
///
/// Batch gives the tasks of a completed job no second run, so a retry deletes
/// the job and adds it again with the failed tasks alone. What its tasks were
/// stays in its container, and their number in its metadata, so that counts
/// and lists show the whole job.
struct KeptTasks: Codable {
  var tasks: [BatchTask]

  /// - Parameter succeeded: The tasks of the job, as the service describes
  ///   them; only what lists show of them is kept.
  init(_ succeeded: [BatchTask]) {
    tasks = succeeded.map { task in
      var kept = task
      kept.commandLine = nil
      kept.resourceFiles = nil
      kept.outputFiles = nil
      kept.environmentSettings = nil
      kept.exitConditions = nil
      return kept
    }
  }

  /// - Throws: `DecodingError` for bytes that ``encoded`` did not write.
  init(encoded: [UInt8]) throws { self = try JSONDecoder().decode(KeptTasks.self, from: Data(encoded)) }

  var encoded: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) }
  }
}

extension ParallelJobs {
  /// The tasks of a job that a retry has kept.
  func keptTasks(of job: BatchJob) async throws -> [BatchTask] {
    guard job.keptTaskCount > 0,
      let bytes = try await optionalBlob(JobLayout.keptTasks(of: job.id), of: job)
    else { return [] }
    return try KeptTasks(encoded: bytes).tasks
  }

  /// The counts of all tasks of a job, those that a retry has kept among them.
  func counts(of job: BatchJob) async throws -> TaskCounts {
    try await batch.taskCounts(job: job.id).including(job.keptTaskCount)
  }
}

extension TaskCounts {
  /// Counts tasks that succeeded earlier.
  func including(_ kept: Int) -> TaskCounts {
    var counts = self
    counts.completed += kept
    counts.succeeded += kept
    return counts
  }
}

extension BatchJob {
  /// How many tasks succeeded before the job was made anew.
  var keptTaskCount: Int { Self.keptTaskCount(metadata) }

  static func keptTaskCount(_ metadata: [NameValue]?) -> Int {
    metadata?.first { $0.name == JobMetadata.kept }.flatMap { Int($0.value) }.map { max($0, 0) } ?? 0
  }
}
