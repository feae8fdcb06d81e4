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
  package struct Configuration: Sendable {
    package var paths: StatePaths
    /// Nil for the port of the last time, or a free one.
    package var port: Int?
    /// The program that runs as `azp node`.
    package var executable: String
    /// Tasks at a time in the pool `local`: one for each core.
    package var slots: Int
    package var account = "local"

    package init(paths: StatePaths, port: Int?, executable: String, slots: Int) {
      self.paths = paths
      self.port = port
      self.executable = executable
      self.slots = slots
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
  /// - Parameter onReady: called once requests are answered.
  /// - Throws: ``ServiceError`` when the state directory cannot be used,
  ///   another service uses it (``AlreadyRunning``), or the port is taken.
  package func run(onReady: @escaping @Sendable (LocalServiceDescription) -> Void) async throws {
    let paths = configuration.paths
    let lock = try await takeLock()
    defer { withExtendedLifetime(lock) {} }
    let key = try AccountKey.load(path: paths.key)
    guard let credential = SharedKeyCredential(account: configuration.account, base64Key: key) else {
      throw ServiceError("The key file \(paths.key) does not hold a Base64 key; remove it, and a new key is made.")
    }
    let store = try await Store(path: paths.database)
    try await store.ensurePool(id: "local", nodes: 1, slotsPerNode: configuration.slots, now: clock())
    let port = try chosenPort()
    let description = LocalServiceDescription(
      batchEndpoint: "http://127.0.0.1:\(port)", blobEndpoint: "http://127.0.0.1:\(port)/\(configuration.account)",
      account: configuration.account, keyFile: paths.key, processID: getpid())
    let server = try await BatchServer(
      store: store, blobDirectory: paths.blobs, credential: credential, port: port, logger: logger, clock: clock)
    let provider = LocalNodes(
      directory: paths.nodes, executable: configuration.executable, endpoint: description.batchEndpoint,
      account: configuration.account)
    let keeper = NodeKeeper(
      store: store, provider: provider, logger: logger, clock: clock, token: { credential.sign("node \($0)") })
    try await serve(server, keeper, description, onReady)
  }

  private func serve(
    _ server: BatchServer, _ keeper: NodeKeeper, _ description: LocalServiceDescription,
    _ onReady: @escaping @Sendable (LocalServiceDescription) -> Void
  ) async throws {
    let (running, started) = AsyncStream<Void>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { started.finish() } }
      group.addTask {
        for await _ in running {}
        try Task.checkCancellation()
        try write(description)
        onReady(description)
        logger.info("ready at \(description.batchEndpoint)")
        try await keeper.run()
      }
      defer { group.cancelAll() }
      try await group.next()
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

  /// The port that was asked for; else that of the last time, which agents
  /// and signed URLs know; else one outside the range of passing ports.
  private func chosenPort() throws -> Int {
    if let port = configuration.port { return port }
    if let data = FileManager.default.contents(atPath: configuration.paths.description) {
      let last = try? JSONDecoder().decode(LocalServiceDescription.self, from: data)
      if let port = last?.batchEndpoint.split(separator: ":").last.flatMap({ Int($0) }) { return port }
      logger.warning("\(configuration.paths.description) cannot be read; a new port is chosen")
    }
    let candidates = (0..<50).map { _ in Int.random(in: 20_000..<32_000) }
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
