package import AzureClient
package import AzureWire

/// Parallel R jobs on a Batch account: a `foreach` loop as a job, in
/// doAzureParallel's layout.
///
/// Everything is asked of the service; nothing is remembered here, so that
/// any session can go on where another left off.
package struct ParallelJobs: Sendable {
  /// The client that jobs are asked through.
  package let batch: BatchClient
  /// The client that files go through.
  package let blobs: BlobClient
  let now: @Sendable () -> Timestamp

  package init(batch: BatchClient, blobs: BlobClient, now: @escaping @Sendable () -> Timestamp) {
    self.batch = batch
    self.blobs = blobs
    self.now = now
  }
}

/// Why a job could not be submitted, read or changed, in one sentence.
package struct JobError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, as exit statuses and scripts tell it apart.
  package enum Kind: Sendable {
    /// The request makes no sense as it stands.
    case invalid
    /// No such job.
    case notFound
    /// The job has not got so far yet.
    case unfinished
    /// Tasks of the job have failed.
    case failedTasks
    /// The job is in the way: it exists, or is on its way out.
    case conflict
  }

  /// What went wrong.
  package let kind: Kind
  /// A sentence with the next step.
  package let description: String
  /// The id that no job has, where that is what is wrong.
  package private(set) var unknownID: String?

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// A job that was there when the wait for it began.
  package static func deletedMeanwhile(_ id: String) -> JobError {
    JobError(.notFound, "The job `\(id)` was deleted meanwhile; nothing is left of it.")
  }

  /// - Parameter suggestion: an id that may have been meant.
  package static func notFound(_ id: String, suggestion: String? = nil) -> JobError {
    let advice = suggestion.map { "did you mean `\($0)`?" } ?? "`getJobList()` shows the jobs there are."
    var error = JobError(.notFound, "The job `\(id)` does not exist; \(advice)")
    error.unknownID = id
    return error
  }
}

extension ParallelJobs {
  /// - Throws: ``JobError`` of kind `notFound` instead of the service's own.
  func job(_ id: String) async throws -> BatchJob {
    do {
      return try await batch.job(id)
    } catch let error as AzureError where error.kind == .notFound {
      throw JobError.notFound(id)
    }
  }
}

extension BatchJob {
  /// The container that holds the job's files.
  var container: String { metadata(JobMetadata.container) ?? JobLayout.container(ofJob: id) }

  var chunkSize: Int { metadata(JobMetadata.chunkSize).flatMap { Int($0) } ?? 1 }

  var errorHandling: ErrorHandling {
    metadata(JobMetadata.errorHandling).flatMap(ErrorHandling.init(rawValue:)) ?? .stop
  }

  var isCombinedInCloud: Bool { metadata(JobMetadata.enableCloudCombine)?.uppercased() != "FALSE" }

  /// The number of iterations; nil for jobs that azp did not submit.
  var iterationCount: Int? { metadata(JobMetadata.iterations).flatMap { Int($0) } }

  /// The iterations of a task, counted from 1; nil for the merge task.
  func iterations(ofTask id: String) -> ClosedRange<Int>? {
    guard let task = Int(id), task >= 1 else { return nil }
    let first = (task - 1) * chunkSize + 1
    let last = min(task * chunkSize, iterationCount ?? .max)
    return first <= last ? first...last : nil
  }
}
