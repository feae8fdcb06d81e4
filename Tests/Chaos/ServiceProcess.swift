import AzureWire
import Foundation

/// The service as a child of this process, so that its end is certain.
struct ServiceProcess: Sendable {
  let process: pid_t

  /// Starts `azp serve`; what it prints is appended to the log.
  static func start(_ site: Site) throws -> ServiceProcess {
    let words = [
      site.program, "serve", "--foreground", "--data", site.state.directory, "--port", "\(site.port)", "--slots",
      "\(site.slots)",
    ]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for word in arguments { free(word) } }
    arguments.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") }
    defer { for variable in variables { free(variable) } }
    variables.append(nil)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, site.log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var process: pid_t = 0
    let code = posix_spawn(&process, site.program, &actions, nil, arguments, variables)
    guard code == 0 else { throw ChaosError("\(site.program) cannot be started: \(String(cString: strerror(code))).") }
    return ServiceProcess(process: process)
  }

  /// Sends a signal; false when it has ended by itself.
  func signal(_ number: Int32) -> Bool {
    !hasEnded && kill(process, number) == 0
  }

  /// Kills it and waits until it is dead, however it stands.
  ///
  /// - Returns: whether it was alive.
  @discardableResult
  func end(_ number: Int32 = SIGKILL) -> Bool {
    let wasAlive = signal(number)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return wasAlive
  }

  /// Whether it is a zombie, which this process has still to collect.
  var hasEnded: Bool { ProcessTable.hasEnded(process) }
}
