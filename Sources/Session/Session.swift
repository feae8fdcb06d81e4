package import AzureClient
import AzureWire
import Foundation
package import ParallelJobs

#if canImport(Glibc)
  import Glibc
#endif

/// The session: credentials, cluster and job client, for as long as the shell
/// runs.
///
/// Nothing is connected until it is first needed. When the local service has
/// died since, it is started again and the request repeated.
package actor Session {
  /// What the session works with, for `session` to show; it holds no secret.
  package struct Summary: Sendable {
    package var account: String
    package var batchEndpoint: String
    package var pool: String
    package var jobsOfThisSession: [String]
  }

  private let service: LocalService
  private let http: HTTPTransport
  private var connection: (account: BatchAccount, jobs: ParallelJobs)?
  private var submitted: [String] = []
  /// Jobs seen last; for completion.
  package nonisolated let knownJobs = KnownJobs()
  /// Other names; for completion.
  package nonisolated let knownNames = KnownNames()
  /// The jobs whose ends are told at the prompt.
  package nonisolated let jobWatch = JobWatch(now: { monotonicSeconds() })
  /// The pool that loops run on.
  package nonisolated let pool = "local"

  package init(service: LocalService, http: HTTPTransport = HTTPTransport()) {
    self.service = service
    self.http = http
  }

  /// Lets go of all connections; the session cannot be used after.
  package func close() async throws {
    try await http.shutdown()
  }

  /// Works with the jobs of the account.
  ///
  /// - Throws: what the work throws, and ``SessionError`` when there is no
  ///   service to work with. A request that finds the local service gone is
  ///   made once more after it has been started again.
  package func withJobs<Result: Sendable>(
    _ work: @Sendable (ParallelJobs) async throws -> Result
  ) async throws -> Result {
    let jobs = try await connect()
    do {
      return try await work(jobs)
    } catch let error as AzureError where error.kind == .unreachable && !service.isRunning() {
      connection = nil
      guard !service.wasStopped() else {
        throw SessionError(
          .unreachable, "The local service was stopped with `azp stop`; the next command starts it again.")
      }
      return try await work(try await connect())
    }
  }

  /// Reads the ids of the jobs anew, for completion.
  package func refreshKnownJobs() async throws {
    let moment = knownJobs.moment
    knownJobs.replace(with: try await withJobs { try await $0.jobHeads() }, askedAt: moment)
  }

  /// Whether something that nobody has asked for may ask the service: it is
  /// running, or has not been stopped on purpose.
  package nonisolated var isServiceWanted: Bool { service.isRunning() || !service.wasStopped() }

  /// Notes a job that was submitted here.
  package func remember(_ id: String) {
    if !submitted.contains(id) { submitted.append(id) }
    knownJobs.add(id, state: .active, creationTime: Timestamp(secondsSince1970: Date().timeIntervalSince1970))
    jobWatch.follow(id)
  }

  /// Forgets a job that was deleted.
  package func forget(_ id: String) {
    submitted.removeAll { $0 == id }
    knownJobs.remove(id)
    jobWatch.leave(id)
  }

  /// Jobs submitted here that are not over, as far as the service can be
  /// asked without being started.
  package func unfinishedJobs() async throws -> [String] {
    guard !submitted.isEmpty, service.isRunning() else { return [] }
    let mine = submitted
    return try await withJobs { jobs in
      let active = Set(try await jobs.jobHeads(states: [.active]).map(\.id))
      return mine.filter(active.contains)
    }
  }

  package func summary() async throws -> Summary {
    _ = try await connect()
    let account = connection?.account
    return Summary(
      account: account?.batchCredential.account ?? "", batchEndpoint: account?.batchEndpoint ?? "", pool: pool,
      jobsOfThisSession: submitted)
  }

  private func connect() async throws -> ParallelJobs {
    if let connection { return connection.jobs }
    let description = try await service.attachOrStart()
    // Another call may have connected while this one waited.
    if let connection { return connection.jobs }
    let key = try service.key(description)
    guard let credential = SharedKeyCredential(account: description.account, base64Key: key) else {
      throw SessionError(
        .authentication,
        "The key file \(description.keyFile) does not hold a Base64 key; `azp stop`, remove it, "
          + "and start again.")
    }
    let account = BatchAccount(
      batchEndpoint: description.batchEndpoint, batchCredential: credential, blobEndpoint: description.blobEndpoint,
      storageCredential: credential)
    let jobs = ParallelJobs(
      batch: try BatchClient(account: account, http: http), blobs: try BlobClient(account: account, http: http),
      now: { Timestamp(secondsSince1970: Date().timeIntervalSince1970) })
    connection = (account, jobs)
    return jobs
  }
}

/// Seconds of a clock that only goes forward.
private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
