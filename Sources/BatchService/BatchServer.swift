package import AzureWire
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
package import NIOSSL

#if canImport(Glibc)
  import Glibc
#endif

/// What of the service answers requests: clients of Batch and of Storage, and
/// the agents of nodes. Where the nodes come from is not its business.
package struct BatchServer: Sendable {
  /// A second listener, for clients that come with tokens and so with TLS.
  package struct SecureListener: Sendable {
    /// Of 127.0.0.1.
    package var port: Int
    package var configuration: TLSConfiguration

    package init(port: Int, configuration: TLSConfiguration) {
      self.port = port
      self.configuration = configuration
    }
  }

  private let responder: ServiceResponder
  private let secure: (listener: SecureListener, responder: ServiceResponder)?
  private let store: Store
  private let scheduler: Scheduler
  private let clock: @Sendable () -> Timestamp
  private let timekeeper: Timekeeper
  private let port: Int
  private let logger: Logger

  /// Prepares the directory of blobs; what a crash has left there goes.
  ///
  /// - Parameters:
  ///   - port: of 127.0.0.1.
  ///   - secure: where to listen with TLS too; nil for nowhere.
  ///   - filePatience: how long an agent may take to answer for a file.
  ///   - copyPatience: how long the source of a copy may take to arrive.
  /// - Throws: ``ServiceError`` when the directory cannot be used.
  package init(
    store: Store, blobDirectory: String, credential: SharedKeyCredential, port: Int, secure: SecureListener? = nil,
    logger: Logger, filePatience: Duration = .seconds(20), copyPatience: Duration = .seconds(600),
    clock: @escaping @Sendable () -> Timestamp
  ) async throws {
    let blobFiles = try BlobFiles(directory: blobDirectory)
    try blobFiles.removeStrays(keeping: try await store.namedFiles())
    let scheduler = Scheduler(store: store, clock: clock)
    let authentication = Authentication(credential: credential, clock: clock)
    let relay = FileRelay(scheduler: scheduler, patience: filePatience)
    func responder(endpoint: String, entra: EntraRoutes?) -> ServiceResponder {
      ServiceResponder(
        batch: BatchRoutes(store: store, scheduler: scheduler, files: relay, endpoint: endpoint, clock: clock),
        blobs: BlobRoutes(
          store: store, files: blobFiles, authentication: authentication, account: credential.account,
          ports: Set([port, secure?.port].compactMap { $0 }), copyPatience: copyPatience, clock: clock),
        nodes: NodeRoutes(store: store, scheduler: scheduler, files: relay), entra: entra,
        authentication: authentication, clock: clock, logger: logger)
    }
    self.responder = responder(endpoint: "http://127.0.0.1:\(port)", entra: nil)
    self.secure = secure.map { listener in
      let host = "127.0.0.1:\(listener.port)"
      let entra = EntraRoutes(credential: credential, host: host, authentication: authentication, clock: clock)
      return (listener, responder(endpoint: "https://\(host)", entra: entra))
    }
    timekeeper = Timekeeper(
      store: store, scheduler: scheduler, files: relay, bell: scheduler.bell, logger: logger, clock: clock)
    self.store = store
    self.scheduler = scheduler
    self.clock = clock
    self.port = port
    self.logger = logger
  }

  /// Who keeps the nodes that this server serves.
  ///
  /// - Parameter token: see ``NodeKeeper``.
  package func keeper(
    provider: any NodeProvider, token: @escaping @Sendable (_ nodeID: String) -> String
  ) -> NodeKeeper {
    var keeper = NodeKeeper(store: store, provider: provider, logger: logger, clock: clock, token: token)
    keeper.bell = scheduler.nodeBell
    keeper.onChange = { [scheduler] in await scheduler.wake() }
    return keeper
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter onRunning: called once requests are answered.
  /// - Throws: ``ServiceError`` when a port is taken; nothing is served then.
  package func run(onRunning: @escaping @Sendable () -> Void) async throws {
    let ports = [port] + (secure.map { [$0.listener.port] } ?? [])
    // Looked at before any listener is there: none shall answer for a moment, because another cannot.
    if let taken = ports.first(where: { !LoopbackPort.canListen($0) }) { throw portTaken(taken) }
    // Ready when every listener is: the last one tells.
    let (running, started) = AsyncStream<Void>.makeStream()
    let applications = try listeners { started.yield() }
    try await withTaskCancellationHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (application, port) in zip(applications, ports) {
          group.addTask {
            do {
              try await application.run()
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
              throw portTaken(port)
            }
          }
        }
        group.addTask {
          var arrivals = running.makeAsyncIterator()
          for _ in applications { await arrivals.next() }
          try Task.checkCancellation()
          onRunning()
          // Nothing is left to tell; the group ends with the others.
          for await _ in running {}
        }
        group.addTask { try await timekeeper.run() }
        defer { group.cancelAll() }
        try await group.next()
      }
    } onCancel: {
      // Agents shall hear it at once, not when their patience ends.
      Task { await scheduler.stop() }
    }
  }

  private func portTaken(_ taken: Int) -> ServiceError {
    let (use, option) = taken == port ? ("", "--port N") : (", which is to listen with TLS,", "--tls --tls-port N")
    return ServiceError(
      "The port \(taken) of 127.0.0.1\(use) is taken by another program; end that program, or start the service with "
        + "another port: `azp serve \(option)`.")
  }

  private func listeners(
    onRunning: @escaping @Sendable () -> Void
  ) throws -> [Application<ServiceResponder>] {
    var quiet = logger
    quiet.logLevel = .error
    func application(
      _ responder: ServiceResponder, _ port: Int, _ server: HTTPServerBuilder
    ) -> Application<ServiceResponder> {
      Application(
        responder: responder, server: server,
        configuration: ApplicationConfiguration(
          address: .hostname("127.0.0.1", port: port), serverName: "Microsoft-HTTPAPI/2.0"),
        onServerRunning: { _ in onRunning() }, logger: quiet)
    }
    var applications = [application(responder, port, .http1())]
    if let (listener, responder) = secure {
      applications.append(
        application(responder, listener.port, try .tls(.http1(), tlsConfiguration: listener.configuration)))
    }
    return applications
  }
}
