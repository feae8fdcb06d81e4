package import AzureWire
import DetachedProcess
import Foundation
package import Logging

#if canImport(Glibc)
  import Glibc
#endif

/// The Batch service of this machine.
///
/// It is one process on one port of the loopback address. All that it must
/// not forget lies in its state directory, so that it may end, or be killed,
/// at any time; the agents of its nodes go on and find the next one.
package struct BatchService: Sendable {
  /// What a service is started with.
  package struct Configuration: Sendable {
    package var paths: StatePaths
    /// Nil for the port of the last time, or a free one.
    package var port: Int?
    /// The program that runs as `azp node`.
    package var executable: String
    /// Tasks at a time in the pool `local`: one for each core.
    package var slots: Int
    /// Nodes of all pools together.
    package var quota: NodeQuota
    package var account = "local"
    /// Whether to listen with TLS too, for clients with tokens.
    package var isSecure = false
    /// Of that listener; nil for that of the last time, or a free one.
    package var securePort: Int?

    package init(paths: StatePaths, port: Int?, executable: String, slots: Int) {
      self.paths = paths
      self.port = port
      self.executable = executable
      self.slots = slots
      quota = NodeQuota(cores: slots)
    }
  }

  private let configuration: Configuration
  private let logger: Logger
  private let clock: @Sendable () -> Timestamp

  package init(
    configuration: Configuration, logger: Logger,
    clock: @escaping @Sendable () -> Timestamp = { Timestamp(secondsSince1970: Date().timeIntervalSince1970) }
  ) {
    self.configuration = configuration
    self.logger = logger
    self.clock = clock
  }

  /// Serves until the task is cancelled; what runs on the nodes goes on.
  ///
  /// - Parameters:
  ///   - onReady: called once requests are answered.
  ///   - onFailure: called when a service that answers requests cannot go on,
  ///     before its server is cancelled. A process should end there: NIO dies
  ///     of a failed precondition where a connection comes in meanwhile.
  /// - Throws: ``ServiceError`` when the state directory cannot be used,
  ///   another service uses it (``AlreadyRunning``), or the port is taken.
  package func run(
    onReady: @escaping @Sendable (LocalServiceDescription) -> Void,
    onFailure: @escaping @Sendable (any Error) -> Void = { _ in }
  ) async throws {
    let paths = configuration.paths
    let lock = try await takeLock()
    defer { withExtendedLifetime(lock) {} }
    let key = try AccountKey.load(path: paths.key)
    guard let credential = SharedKeyCredential(account: configuration.account, base64Key: key) else {
      throw ServiceError("The key file \(paths.key) does not hold a Base64 key; remove it, and a new key is made.")
    }
    let store = try await Store(path: paths.database)
    try await store.ensurePool(id: "local", nodes: 1, slotsPerNode: configuration.slots, now: clock())
    let last = lastDescription()
    let port = configuration.port ?? Self.port(of: last?.batchEndpoint) ?? Self.freePort(but: nil)
    let secure = try secureListener(last, besides: port)
    var description = LocalServiceDescription(
      batchEndpoint: "http://127.0.0.1:\(port)", blobEndpoint: "http://127.0.0.1:\(port)/\(configuration.account)",
      account: configuration.account, keyFile: paths.key, processID: getpid())
    if let secure {
      description.tlsEndpoint = "https://127.0.0.1:\(secure.port)"
      description.certificateFile = paths.certificate
    }
    let server = try await BatchServer(
      store: store, blobDirectory: paths.blobs, credential: credential, port: port, secure: secure,
      logger: logger, clock: clock)
    let provider = LocalNodes(
      directory: paths.nodes, executable: configuration.executable, endpoint: description.batchEndpoint,
      account: configuration.account)
    var keeper = server.keeper(provider: provider, token: { Authentication.nodeToken($0, credential) })
    keeper.quota = configuration.quota
    let load = MachineLoad()
    keeper.cpu = { load.sinceLast() }
    try await serve(server, keeper, description, onReady, onFailure)
  }

  private func serve(
    _ server: BatchServer, _ keeper: NodeKeeper, _ description: LocalServiceDescription,
    _ onReady: @escaping @Sendable (LocalServiceDescription) -> Void,
    _ onFailure: @escaping @Sendable (any Error) -> Void
  ) async throws {
    let (running, started) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { started.finish() } }
      group.addTask {
        for await _ in running {}
        try Task.checkCancellation()
        do {
          try write(description)
          logger.info("ready at \(description.batchEndpoint)")
          onReady(description)
          await reserve(keeper.store)
          try await keeper.run()
        } catch {
          if !(error is CancellationError) { onFailure(error) }
          throw error
        }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func reserve(_ store: Store) async {
    do {
      try await store.reserveSpace()
    } catch {
      logger.warning("no space is kept for when the disk is full", metadata: ["error": "\(error)"])
    }
  }

  /// Another service holds the state directory.
  package struct AlreadyRunning: Error, CustomStringConvertible {
    package let directory: String
    package var description: String {
      "A service is already running on \(directory); use it, or give this one a directory of its own with --data."
    }
  }

  private func takeLock() async throws -> FileLock {
    let paths = configuration.paths
    do {
      try PrivateDirectory.make(paths.directory)
    } catch {
      throw notWritable(error.description)
    }
    do {
      return try await FileLock(taking: paths.lock, patience: .seconds(1))
    } catch FileLock.Failure.held {
      throw AlreadyRunning(directory: paths.directory)
    } catch FileLock.Failure.unusable(let code) {
      throw notWritable(String(cString: strerror(code)))
    }
  }

  private func notWritable(_ reason: String) -> ServiceError {
    ServiceError(
      "The state directory \(configuration.paths.directory) cannot be written to (\(reason)); name one that you can write to "
        + "with AZP_STATE_DIR or --data.")
  }

  /// What the service of the last time said of itself: agents and signed URLs
  /// know its ports.
  private func lastDescription() -> LocalServiceDescription? {
    guard let data = FileManager.default.contents(atPath: configuration.paths.description) else { return nil }
    guard let last = try? JSONDecoder().decode(LocalServiceDescription.self, from: data) else {
      logger.warning("\(configuration.paths.description) cannot be read; a new port is chosen")
      return nil
    }
    return last
  }

  private func secureListener(
    _ last: LocalServiceDescription?, besides port: Int
  ) throws -> BatchServer.SecureListener? {
    guard configuration.isSecure else { return nil }
    let paths = configuration.paths
    let certificate = try ServerCertificate(
      certificatePath: paths.certificate, keyPath: paths.certificateKey,
      now: Date(timeIntervalSince1970: clock().secondsSince1970))
    let securePort = configuration.securePort ?? Self.port(of: last?.tlsEndpoint) ?? Self.freePort(but: port)
    return BatchServer.SecureListener(port: securePort, configuration: certificate.configuration)
  }

  private static func port(of endpoint: String?) -> Int? {
    endpoint?.split(separator: ":").last.flatMap { Int($0) }
  }

  /// A port outside the range of passing ones.
  private static func freePort(but taken: Int?) -> Int {
    let candidates = (0..<50).map { _ in Int.random(in: 20_000..<32_000) }.filter { $0 != taken }
    return candidates.first(where: LoopbackPort.isFree) ?? candidates[0]
  }

  private func write(_ description: LocalServiceDescription) throws {
    let text = try JSONText.encode(description) + "\n"
    let path = configuration.paths.description
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw ServiceError("The file \(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
