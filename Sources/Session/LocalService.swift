package import AzureWire
import DetachedProcess
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Finds the service of this machine, and starts it when it is not running.
package struct LocalService: Sendable {
  /// Where the service keeps what it knows.
  package let paths: StatePaths
  /// The program that runs as `azp serve`.
  private let executable: String

  package init(paths: StatePaths, executable: String) {
    self.paths = paths
    self.executable = executable
  }

  /// What the running service has written about itself; nil when none has
  /// ever run here. The service may be gone since.
  package func description() throws -> LocalServiceDescription? {
    guard let data = FileManager.default.contents(atPath: paths.description) else { return nil }
    do {
      return try JSONDecoder().decode(LocalServiceDescription.self, from: data)
    } catch {
      throw SessionError(
        .unreachable, "The file \(paths.description) cannot be read; remove it and start again.")
    }
  }

  /// Whether a service holds the state directory.
  package func isRunning() -> Bool { FileLock.isHeld(paths.lock) }

  /// Whether the service that ran as this process is gone; another one may run
  /// by now. One that has just died may hold its lock for a moment longer than
  /// it answers.
  func hasEnded(process: Int32) async throws -> Bool {
    for _ in 0..<20 {
      if try !isRunning() || description()?.processID != process { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// The account's key.
  package func key(_ description: LocalServiceDescription) throws -> Secret<String> {
    guard let text = try? String(contentsOfFile: description.keyFile, encoding: .utf8) else {
      throw SessionError(
        .authentication,
        "The key file \(description.keyFile) of the local service cannot be read; only the user who started the "
          + "service can use it.")
    }
    return Secret(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Attaches to the running service, or starts one in the background.
  ///
  /// Several may try at the same time: one starts the service, the others
  /// wait for it.
  ///
  /// - Throws: ``SessionError`` with the service's own reason.
  package func attachOrStart() async throws -> LocalServiceDescription {
    if isRunning(), let description = try description() { return description }
    return try await Task.detachedOnThread { try start() }
  }

  /// Whether somebody has stopped the service, and nobody started it since.
  package func wasStopped() -> Bool { FileManager.default.fileExists(atPath: paths.stopMark) }

  private func clearStopMark() {
    unlink(paths.stopMark)
  }

  /// Blocks until the service is ready.
  private func start() throws -> LocalServiceDescription {
    try makeDirectory()
    // Whoever holds it is starting the service, or has just done so.
    guard let starter = try? FileLock(waitingFor: paths.starterLock) else { throw notWritable() }
    defer { withExtendedLifetime(starter) {} }
    if isRunning(), let description = try description() { return description }
    clearStopMark()
    let line = try readinessLine()
    if line.hasPrefix(ServiceStart.failurePrefix) {
      throw SessionError(.unreachable, String(line.dropFirst(ServiceStart.failurePrefix.count)))
    }
    guard let description = try? JSONDecoder().decode(LocalServiceDescription.self, from: Data(line.utf8)) else {
      throw SessionError(
        .unreachable, "The local service did not start; its log is \(paths.log).")
    }
    return description
  }

  /// Starts the program and reads what it says on its readiness pipe.
  private func readinessLine() throws -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw SessionError(.failed, "No pipe can be made: \(String(cString: strerror(errno))).")
    }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    var environment = ProcessInfo.processInfo.environment
    environment[ServiceStart.readyVariable] = "3"
    environment["SWIFT_BACKTRACE"] = environment["SWIFT_BACKTRACE"] ?? "interactive=no,color=no"
    defer { close(ends[0]) }
    do {
      defer { close(ends[1]) }
      try DetachedProcess.start(
        executable, arguments: ["serve", "--data", paths.directory], environment: environment, log: paths.log,
        readyDescriptor: ends[1])
    } catch {
      throw SessionError(.unreachable, "The local service did not start: \(error)")
    }
    return Self.readLine(ends[0])
  }

  /// Everything up to the end of the first line, or of the pipe.
  private static func readLine(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !bytes.contains(UInt8(ascii: "\n")) {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += chunk[0..<count]
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  private func makeDirectory() throws {
    do {
      try PrivateDirectory.make(paths.directory)
    } catch {
      throw notWritable()
    }
  }

  private func notWritable() -> SessionError {
    SessionError(
      .failed,
      "The state directory \(paths.directory) cannot be written to; set AZP_STATE_DIR to a directory you can write to.")
  }

  /// Asks the running service and the agents of its nodes to end. Tasks run
  /// on under their supervisors; the next service takes them over.
  ///
  /// - Returns: whether one was running.
  package func stop() async throws -> Bool {
    guard isRunning(), let description = try description() else {
      endAgents()
      return false
    }
    guard FileManager.default.createFile(atPath: paths.stopMark, contents: nil) else { throw notWritable() }
    guard kill(description.processID, SIGTERM) == 0 || errno == ESRCH else {
      throw SessionError(
        .failed,
        "The local service (process \(description.processID)) cannot be ended: \(String(cString: strerror(errno))).")
    }
    // The lock is free when the service is gone.
    let path = paths.lock
    try await Task.detachedOnThread { _ = try FileLock(waitingFor: path) }
    endAgents()
    return true
  }

  /// Without a service an agent has nothing to do but to wait for one.
  private func endAgents() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: paths.nodes)) ?? []
    for name in names {
      let agent = "\(paths.nodes)/\(name)/agent"
      guard FileLock.isHeld(agent + "/agent.lock"),
        let text = try? String(contentsOfFile: agent + "/agent.pid", encoding: .utf8),
        let processID = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
      else { continue }
      kill(processID, SIGTERM)
    }
  }
}
