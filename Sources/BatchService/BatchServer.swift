package import AzureWire
import Hummingbird
package import Logging
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// What of the service answers requests: clients of Batch and of Storage, and
/// the agents of nodes. Where the nodes come from is not its business.
package struct BatchServer: Sendable {
  private let responder: ServiceResponder
  private let scheduler: Scheduler
  private let port: Int
  private let logger: Logger

  /// Prepares the directory of blobs; what a crash has left there goes.
  ///
  /// - Parameters:
  ///   - port: of 127.0.0.1.
  ///   - filePatience: how long an agent may take to answer for a file.
  /// - Throws: ``ServiceError`` when the directory cannot be used.
  package init(
    store: Store, blobDirectory: String, credential: SharedKeyCredential, port: Int, logger: Logger,
    filePatience: Duration = .seconds(20), clock: @escaping @Sendable () -> Timestamp
  ) async throws {
    let blobFiles = try BlobFiles(directory: blobDirectory)
    try blobFiles.removeStrays(keeping: try await store.namedFiles())
    let scheduler = Scheduler(store: store, clock: clock)
    let authentication = Authentication(credential: credential, clock: clock)
    let relay = FileRelay(scheduler: scheduler, patience: filePatience)
    responder = ServiceResponder(
      batch: BatchRoutes(
        store: store, scheduler: scheduler, files: relay, endpoint: "http://127.0.0.1:\(port)", clock: clock),
      blobs: BlobRoutes(
        store: store, files: blobFiles, authentication: authentication, account: credential.account, clock: clock),
      nodes: NodeRoutes(store: store, scheduler: scheduler, files: relay), authentication: authentication,
      clock: clock, logger: logger)
    self.scheduler = scheduler
    self.port = port
    self.logger = logger
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter onRunning: called once requests are answered.
  /// - Throws: ``ServiceError`` when the port is taken.
  package func run(onRunning: @escaping @Sendable () -> Void) async throws {
    var quiet = logger
    quiet.logLevel = .error
    let application = Application(
      responder: responder,
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: "Microsoft-HTTPAPI/2.0"),
      onServerRunning: { _ in onRunning() }, logger: quiet)
    do {
      try await withTaskCancellationHandler {
        try await application.run()
      } onCancel: {
        // Agents shall hear it at once, not when their patience ends.
        Task { await scheduler.stop() }
      }
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw ServiceError(
        "The port \(port) of 127.0.0.1 is taken by another program; end that program, or start the service with "
          + "`azp serve --port N`.")
    }
  }
}
