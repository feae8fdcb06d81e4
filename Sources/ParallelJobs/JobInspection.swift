import AzureClient
package import AzureWire

/// What `getJob` shows of a job.
package struct JobInspection: Sendable {
  package var id: String
  package var state: JobState
  /// Metadata that a person set, in the order of doAzureParallel.
  package var metadata: [NameValue]
  package var counts: TaskCounts
  package var terminateReason: String?

  package init(
    id: String, state: JobState, metadata: [NameValue], counts: TaskCounts, terminateReason: String? = nil
  ) {
    self.id = id
    self.state = state
    self.metadata = metadata
    self.counts = counts
    self.terminateReason = terminateReason
  }
}

extension ParallelJobs {
  /// - Throws: ``JobError`` of kind `notFound`.
  package func inspect(_ id: String) async throws -> JobInspection {
    async let counts = batch.taskCounts(job: id)
    let job = try await job(id)
    let known = [
      JobMetadata.chunkSize, JobMetadata.enableCloudCombine, JobMetadata.packages, JobMetadata.errorHandling,
      JobMetadata.wait,
    ]
    let metadata = known.compactMap { name in job.metadata(name).map { NameValue(name: name, value: $0) } }
    return JobInspection(
      id: job.id, state: job.state ?? .active, metadata: metadata, counts: try await counts,
      terminateReason: job.executionInfo?.terminateReason)
  }
}
