import AsyncHTTPClient
package import AzureWire
@preconcurrency import Dispatch
import FoundationEssentials
import Glibc
package import Logging
import NIOCore

/// The agent of one node: pulls tasks from the service, runs them, and tells
/// how they ended.
///
/// It can be killed at any instant. Tasks run on in the care of their
/// supervisors, and the next agent on the same root directory takes over:
/// no end is lost, and no run is started twice.
package struct NodeAgent: Sendable {
  private let arguments: NodeAgentArguments
  private let token: Secret<String>
  private let logger: Logger
  private let timings: NodeTimings

  /// - Parameter token: What the service knows the node by; tasks do not get
  ///   to see it.
  package init(arguments: NodeAgentArguments, token: Secret<String>, logger: Logger) {
    self.init(arguments: arguments, token: token, logger: logger, timings: NodeTimings())
  }

  package init(arguments: NodeAgentArguments, token: Secret<String>, logger: Logger, timings: NodeTimings) {
    self.arguments = arguments
    self.token = token
    self.logger = logger
    self.timings = timings
  }

  /// Serves the node until the service releases it, or until SIGTERM, SIGINT
  /// or cancellation; these leave its tasks running for the next agent.
  /// - Throws: ``NodeError``, ``SystemError`` when the root directory cannot
  ///   be used. Being asked to end is no error.
  package func run() async throws {
    let signals = EndSignals()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await serve() }
      group.addTask { await signals.wait() }
      do {
        try await group.next()
      } catch is CancellationError {
        // Asked to end.
      }
      group.cancelAll()
      do {
        try await group.waitForAll()
      } catch is CancellationError {
        // Ended.
      }
    }
  }

  private func serve() async throws {
    guard arguments.slots > 0, arguments.root.hasPrefix("/") else {
      throw NodeError.badArguments("A node needs at least one slot and an absolute root directory.")
    }
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
    do {
      try await serve(http)
    } catch {
      try await http.shutdown()
      throw error
    }
    try await http.shutdown()
  }

  private func serve(_ http: HTTPClient) async throws {
    let service = ServiceClient(http: http, endpoint: arguments.endpoint, nodeID: arguments.nodeID, token: token)
    let paths = NodePaths(root: arguments.root)
    do {
      try makeDirectories(paths)
      let lock = try await AgentLock(paths, patience: timings.lockPatience)
      try await serve(http, service, paths)
      withExtendedLifetime(lock) {}
    } catch let error as SystemError {
      await tell(NodeTrouble(error, at: paths), to: service)
      throw error
    }
  }

  /// An agent that cannot start says why: its log may be on the same disk.
  private func tell(_ trouble: NodeTrouble, to service: ServiceClient) async {
    do {
      _ = try await service.exchange(NodeReport(wantsAnswerNow: true, trouble: trouble))
    } catch {
      logger.warning("The service could not be told why the node does not start: \(error)")
    }
  }

  private func serve(_ http: HTTPClient, _ service: ServiceClient, _ paths: NodePaths) async throws {
    let transport = BlobTransport(
      http: http, endpoint: arguments.endpoint, account: arguments.account, timings: timings,
      node: (arguments.nodeID, token))
    let node = try Node(
      arguments: arguments, environment: ProcessInfo.processInfo.environment,
      fetcher: ResourceFetcher(transport: transport),
      uploader: OutputUploader(transport: transport, writer: BlobWriter(transport: transport)),
      replier: FileReplier(service: service, timings: timings, logger: logger), timings: timings, logger: logger)
    do {
      try await node.recover()
      try await exchange(node, service)
    } catch {
      await node.leave()
      throw error
    }
    await node.leave()
  }

  /// Until the node is released and the service knows the last ends.
  private func exchange(_ node: Node, _ service: ServiceClient) async throws {
    let lanes = ExchangeLanes(node: node, service: service, timings: timings, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await lanes.run() }
      group.addTask { try await node.awaitEnd() }
      try await group.next()
      group.cancelAll()
    }
    // What is told by one exchange that is answered is told.
    let farewell = await node.makeExchange(wantsAnswerNow: true)
    let deadline = ContinuousClock.now + timings.farewell
    while ContinuousClock.now < deadline {
      do {
        _ = try await service.exchange(farewell.report)
        return
      } catch {
        try Task.checkCancellation()
        try await Task.sleep(for: timings.firstRetry)
      }
    }
    logger.warning("The node ends without having told the service so.")
  }

  private func makeDirectories(_ paths: NodePaths) throws {
    for path in [
      paths.applications, paths.mounts, paths.shared, paths.startup, paths.volatile, paths.workItems,
    ] {
      try Directories.make(path)
    }
    // The journal holds signatures.
    for path in [paths.agent, paths.runs, paths.trash] { try Directories.make(path, mode: 0o700) }
  }

  private static var configuration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .follow(max: 5, allowCycles: false)
    configuration.timeout.connect = .seconds(5)
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.idleTimeout = .seconds(60)
    return configuration
  }
}

/// SIGTERM and SIGINT as something to wait for.
private struct EndSignals: Sendable {
  private let signals: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  init() {
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    signals = stream
    sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
  }

  /// Returns upon a signal, or when cancelled.
  func wait() async {
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}
