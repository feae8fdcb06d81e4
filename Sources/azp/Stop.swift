import ArgumentParser
import AzureWire
import Session
import Shell

/// `azp stop`: ends the service of this machine; running tasks go on and are
/// picked up again by the next.
struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "End the service of this machine; running tasks go on.")

  @Option(help: "The state directory.")
  var data: String?

  func run() async throws {
    let paths = try StateDirectory.find(data)
    do {
      let wasRunning = try await LocalService(paths: paths, executable: ThisProgram.path).stop()
      print(wasRunning ? "The service has ended; running tasks go on." : "No service is running on \(paths.directory).")
    } catch {
      try fail("\(error)", ExitStatus.of(error))
    }
  }
}
