import AzureClient
package import AzureWire

extension ParallelJobs {
  /// Why a job cannot start, in one sentence; nil unless its preparation has
  /// failed on every node that ended it.
  package func preparationFailure(of id: String) async throws -> String? {
    guard let failed = try await failedPreparation(of: id), let end = failed.jobPreparationTaskExecutionInfo else {
      return nil
    }
    if end.exitCode == 127 {
      return "The job `\(id)` cannot start: Rscript is not installed on its nodes; install R there (Debian: "
        + "r-base-core), then `deleteJob \(id)` and submit again."
    }
    var reason = end.failureInfo?.message ?? "it ended with exit code \(end.exitCode ?? 1)"
    if let last = try await preparationErrorLines(failed, job: id).last {
      reason = String(last.trimmingPrefix("Error: "))
    }
    return "The job `\(id)` cannot start, its preparation failed on every node that tried: \(reason); put that right, "
      + "then `deleteJob \(id)` and submit again."
  }

  /// The first of the nodes that failed, if all did: one that still prepares
  /// may be the one that can run the job.
  package static func failure(among all: [JobPreparationStatus]) -> JobPreparationStatus? {
    let failed = all.filter { $0.jobPreparationTaskExecutionInfo?.result == .failure }
    return failed.count == all.count ? failed.first : nil
  }

  func failedPreparation(of id: String) async throws -> JobPreparationStatus? {
    let all: [JobPreparationStatus]
    do {
      all = try await batch.preparationStatus(job: id)
    } catch let error as AzureError where error.code == "JobPreparationTaskOrReleaseTaskNotSpecified" {
      // Somebody else's job, which prepares nothing.
      return nil
    }
    return Self.failure(among: all)
  }
}
