import AzureClient
import AzureWire
package import Clusters
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
  private struct Connection {
    var account: BatchAccount
    var jobs: ParallelJobs
    /// The process of the local service.
    var serviceProcess: Int32?
  }

  private let service: LocalService
  private let http: HTTPTransport
  /// Transports of accounts with certificates of their own, to be closed with
  /// the session: requests may be under way in them.
  private var otherTransports: [HTTPTransport] = []
  /// The account that credentials were set for; nil for the service of this
  /// machine.
  private var remote: (account: BatchAccount, http: HTTPTransport)?
  private var connection: Connection?
  private var submitted: [String] = []
  /// When the ids of the jobs were read, by the clock that only goes forward.
  private var knownJobsTime: Double?
  /// The cluster that loops run on; nil before one is chosen.
  package private(set) var cluster: ActiveCluster? = .local {
    didSet { stoppedCluster = nil }
  }
  /// The cluster that was stopped while loops ran on it, until somebody has
  /// been told what they run on instead.
  private var stoppedCluster: String?
  /// What the nodes of new clusters need to know.
  package private(set) var nodeSecrets = NodeSecrets()
  /// What loops do unless they say otherwise.
  package private(set) var loopSettings = LoopSettings()
  /// Whether errors tell the service's code and the request's id.
  package private(set) var isVerbose = false
  /// Jobs seen last; for completion.
  package nonisolated let knownJobs = KnownJobs()
  /// Clusters seen last; for completion.
  package nonisolated let knownClusters = KnownClusters()
  /// Other names; for completion.
  package nonisolated let knownNames = KnownNames()
  /// The jobs whose ends are told at the prompt.
  package nonisolated let jobWatch = JobWatch(now: { monotonicSeconds() })
  /// The requests that go over the wire, while somebody listens.
  package nonisolated let traffic: TrafficLog

  package init(service: LocalService) {
    self.service = service
    let traffic = TrafficLog(now: { monotonicSeconds() })
    self.traffic = traffic
    http = HTTPTransport(observer: traffic.record)
  }

  /// Lets go of all connections; the session cannot be used after.
  package func close() async throws {
    for transport in otherTransports { try await transport.shutdown() }
    try await http.shutdown()
  }

  /// Whether the session works with the service of this machine.
  package var isLocal: Bool { remote == nil }

  /// Goes back to the service of this machine and its own pool.
  package func useLocalService() {
    leave()
    remote = nil
    cluster = .local
    nodeSecrets = NodeSecrets()
  }

  /// What going back to the defaults would let go of: an account of the
  /// user's, and the name of a cluster that is not this machine's own.
  package var isFarFromDefault: (account: Bool, cluster: String?) {
    (remote != nil, cluster == .local ? nil : cluster?.id)
  }

  /// Goes back to what a new session has: the service of this machine, its
  /// pool, and settings that nobody has changed. The jobs go on.
  package func reset() {
    if remote != nil { useLocalService() } else { cluster = .local }
    loopSettings = LoopSettings()
    isVerbose = false
    traffic.listen(nil)
    jobWatch.mode = .all
    jobWatch.isAlerting = false
  }

  func enter(_ account: BatchAccount, _ transport: HTTPTransport, secrets: NodeSecrets) {
    leave()
    remote = (account, transport)
    cluster = nil
    nodeSecrets = secrets
  }

  /// What is known of an account says nothing of the next one.
  private func leave() {
    connection = nil
    submitted = []
    knownJobs.replace(with: JobTable())
    knownJobsTime = nil
    knownClusters.replace(with: [])
    knownNames.forgetAll()
    jobWatch.leaveAll()
  }

  /// The transport for an account: the session's own, or one that trusts the
  /// account's certificate.
  ///
  /// - Throws: ``SessionError`` when the certificate cannot be read.
  func transport(for credentials: CredentialsConfiguration) throws -> HTTPTransport {
    guard case .servicePrincipal(let principal) = credentials.kind, let file = principal.certificateFile else {
      return http
    }
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw SessionError(.failed, "The certificate file \(file) of the credentials cannot be read; check its name.")
    }
    let transport = HTTPTransport(certificateFile: file, observer: traffic.record)
    otherTransports.append(transport)
    return transport
  }

  /// Chooses the cluster that loops run on; nil for none.
  package func register(_ cluster: ActiveCluster?) {
    self.cluster = cluster
    if let cluster { knownClusters.add(cluster.id) }
  }

  /// Forgets a cluster that was deleted. If loops ran on it, they run on that
  /// of this machine now, or, in an account, on none.
  package func forgetCluster(_ id: String) {
    knownClusters.remove(id)
    guard let old = cluster, old.id.lowercased() == id.lowercased() else { return }
    register(isLocal ? .local : nil)
    if isLocal { stoppedCluster = old.id }
  }

  /// The cluster in whose place loops run on that of this machine, the first
  /// time this is asked; nil when nobody is surprised by it.
  package func takeStoppedCluster() -> String? {
    defer { stoppedCluster = nil }
    return stoppedCluster
  }

  /// Changes what loops do unless they say otherwise.
  package func changeLoopSettings(_ change: @Sendable (inout LoopSettings) -> Void) { change(&loopSettings) }

  /// Whether commands tell more than they must.
  package func setVerbose(_ isVerbose: Bool) { self.isVerbose = isVerbose }

  /// Works with the jobs of the account.
  ///
  /// - Throws: what the work throws, and ``SessionError`` when there is no
  ///   service to work with. A request that finds the local service gone is
  ///   made once more after it has been started again.
  package func withJobs<Result: Sendable>(
    _ work: @Sendable (ParallelJobs) async throws -> Result
  ) async throws -> Result {
    let used = try await connect()
    do {
      return try await work(used.jobs)
    } catch let error as AzureError where remote == nil && error.kind == .unreachable {
      guard let process = used.serviceProcess, try await service.hasEnded(process: process) else { throw error }
      // Another call may be ahead, and connected again.
      if connection?.serviceProcess == process { connection = nil }
      guard service.isRunning() || !service.wasStopped() else {
        throw SessionError(
          .unreachable, "The local service was stopped with `azp stop`; the next command starts it again.")
      }
      return try await work(try await connect().jobs)
    }
  }

  /// Reads the ids of the jobs anew, for completion.
  package func refreshKnownJobs() async throws {
    let moment = knownJobs.moment
    knownJobs.replace(with: try await withJobs { try await JobTable($0.jobHeadPages()) }, askedAt: moment)
    knownJobsTime = monotonicSeconds()
  }

  /// Whether something that nobody has asked for may ask the service: it is
  /// an account's, or that of this machine, which runs or has not been stopped
  /// on purpose.
  package var isServiceWanted: Bool { remote != nil || service.isRunning() || !service.wasStopped() }

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
    knownNames.remove(.containers, JobLayout.container(ofJob: id))
    jobWatch.leave(id)
  }

  /// Jobs submitted here that are not over, as far as the service can be
  /// asked without being started.
  package func unfinishedJobs() async throws -> [String] {
    guard !submitted.isEmpty, remote != nil || service.isRunning() else { return [] }
    let mine = submitted
    return try await withJobs { try await $0.active(among: mine) }
  }

  /// What `session()` shows.
  ///
  /// - Throws: ``SessionError`` when there is no connection to be had.
  package func summary() async throws -> Summary {
    let account = try await connect().account
    let credential: Summary.Credential =
      switch account.batchCredential {
      case .sharedKey: .key
      case .token(let tokens, _): .token(validUntil: tokens.expiry)
      }
    return Summary(
      account: account.batchCredential.account, isLocal: isLocal, credential: credential,
      batchEndpoint: account.batchEndpoint, pool: cluster?.id, jobsOfThisSession: submitted,
      followedJobs: jobWatch.followed, knownJobCount: knownJobs.count,
      knownJobsAge: knownJobsTime.map { monotonicSeconds() - $0 }, requests: traffic.lastMinute)
  }

  private func connect() async throws -> Connection {
    if let connection { return connection }
    if let remote { return try connect(to: remote.account, remote.http) }
    let description = try await service.attachOrStart()
    // Another call may have connected, or credentials been set, while this one waited.
    if let connection { return connection }
    if let remote { return try connect(to: remote.account, remote.http) }
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
    return try connect(to: account, http, process: description.processID)
  }

  private func connect(
    to account: BatchAccount, _ http: HTTPTransport, process: Int32? = nil
  ) throws -> Connection {
    let jobs = ParallelJobs(
      batch: try BatchClient(account: account, http: http), blobs: try BlobClient(account: account, http: http),
      now: { Timestamp(secondsSince1970: Date().timeIntervalSince1970) })
    let made = Connection(account: account, jobs: jobs, serviceProcess: process)
    connection = made
    return made
  }
}

/// Seconds of a clock that only goes forward.
private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
