import ArgumentParser
import AzureWire
import BatchService
import Foundation
import Logging
import Shell

#if canImport(Glibc)
  import Glibc
#endif

/// `azp serve`: the Batch service of this machine.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the Batch service of this machine.",
    discussion: "When it is ready it prints one line of JSON: where it answers, its account and its key file.")

  @Option(help: "The state directory (default: $AZP_STATE_DIR, else $XDG_STATE_HOME/azp).")
  var data: String?

  @Option(help: "The port on 127.0.0.1 (default: that of the last time, or a free one).")
  var port: Int?

  @Flag(help: "Listen with TLS too, with endpoints that give tokens: for clients with a service principal.")
  var tls = false

  @Option(help: "The port on 127.0.0.1 of that listener (default: that of the last time, or a free one).")
  var tlsPort: Int?

  @Option(help: "Tasks at a time in the pool local (default: one for each core).")
  var slots: Int?

  @Flag(help: "Stay in the foreground; it always does, the shell puts it into the background.")
  var foreground = false

  func validate() throws {
    for port in [port, tlsPort].compactMap({ $0 }) where !(1...65_535).contains(port) {
      throw ValidationError("The port \(port) is not one of 1 to 65535.")
    }
    if let port, port == tlsPort {
      throw ValidationError("The two listeners want ports of their own, not both \(port).")
    }
    if tlsPort != nil, !tls { throw ValidationError("--tls-port goes with --tls.") }
    if let slots, slots < 1 { throw ValidationError("There must be at least 1 slot, not \(slots).") }
  }

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    // What the service and its nodes write is the user's alone.
    umask(0o077)
    let paths = try StateDirectory.find(data)
    let readiness = Readiness()
    var logger = Logger(label: "azp.serve") { _ in ServiceLog() }
    logger.logLevel = .info
    var configuration = BatchService.Configuration(
      paths: paths, port: port, executable: ThisProgram.path,
      slots: slots ?? ProcessInfo.processInfo.activeProcessorCount)
    configuration.isSecure = tls
    configuration.securePort = tlsPort
    let service = BatchService(configuration: configuration, logger: logger)
    do {
      // It may end at any time, so it simply does: what was answered is on the disk, and agents and clients see their
      // connections close. A server that is cancelled while connections come in may die of it instead.
      try await CancellingSignals.run([SIGTERM, SIGINT, SIGHUP], onSignal: { _exit(0) }) {
        try await service.run {
          readiness.announce($0)
        } onFailure: { error in
          readiness.fail("\(error)")
          _exit(ExitStatus.failure)
        }
      }
    } catch is CancellationError {
      return
    } catch let error as BatchService.AlreadyRunning {
      readiness.fail("\(error)")
      throw ExitCode(ServiceStart.alreadyRunning)
    } catch {
      readiness.fail("\(error)")
      throw ExitCode(ExitStatus.failure)
    }
  }
}
