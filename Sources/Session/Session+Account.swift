package import AzureClient
package import Clusters
import Foundation
package import ParallelJobs

extension Session {
  /// Works with the account of the credentials from now on; no cluster is
  /// chosen yet.
  ///
  /// - Parameter cloud: of Azure's, for a service principal.
  /// - Returns: the account.
  /// - Throws: ``SessionError`` and `AzureError`; the session then goes on as
  ///   before.
  @discardableResult
  package func use(_ credentials: CredentialsConfiguration, in cloud: AzureCloud) async throws -> BatchAccount {
    let transport = try transport(for: credentials)
    let lookup = AccountLookup(http: transport, environment: ProcessInfo.processInfo.environment)
    let account = try await lookup.account(for: credentials, in: cloud)
    // An address that is none is told now.
    _ = try (BatchClient(account: account, http: transport), BlobClient(account: account, http: transport))
    enter(account, transport, secrets: credentials.secrets)
    return account
  }

  /// Works with the clusters of the session's account; see
  /// ``withJobs(_:)``.
  package func withClusters<Result: Sendable>(
    _ work: @Sendable (Clusters) async throws -> Result
  ) async throws -> Result {
    try await withJobs { try await work(Clusters(batch: $0.batch)) }
  }

  /// Reads the names of the clusters anew, for completion.
  package func refreshKnownClusters() async throws {
    knownClusters.replace(with: try await withClusters { try await $0.list() })
  }

  /// The options of loops that say nothing of their own.
  ///
  /// - Returns: nil before a cluster is chosen.
  package var loopDefaults: JobOptions? {
    guard let cluster else { return nil }
    var options = JobOptions()
    options.pool = cluster.id
    options.containerImage = cluster.containerImage
    options.choosesChunkSize = isLocal && loopSettings.chunkSize == nil
    if let size = loopSettings.chunkSize { options.chunkSize = size }
    if let deletes = loopSettings.autoDeleteJob { options.autoDeleteJob = deletes }
    return options
  }
}
