import AzureClient
import AzureWire
import Foundation

/// Where a run takes place: a directory with the state of the service, the
/// ledger and the task's program.
struct Site: Sendable {
  let directory: String
  let program: String
  let port: Int
  let slots = 4

  var state: StatePaths { StatePaths(directory: directory + "/state") }
  var ledger: String { directory + "/ledger" }
  var log: String { directory + "/service.log" }

  /// Makes the directories and the task's program.
  func prepare() throws {
    for path in ["runs", "contents"] {
      try FileManager.default.createDirectory(atPath: "\(directory)/\(path)", withIntermediateDirectories: true)
    }
    try TaskScript.text.write(toFile: directory + "/task.sh", atomically: true, encoding: .utf8)
  }

  /// The description that the service of that process wrote when it was ready.
  func description(of process: pid_t) -> LocalServiceDescription? {
    guard let data = FileManager.default.contents(atPath: state.description),
      let description = try? JSONDecoder().decode(LocalServiceDescription.self, from: data),
      description.processID == process
    else { return nil }
    return description
  }

  /// The account of the service, once that has made its key.
  func account() throws -> BatchAccount {
    let key = try String(contentsOfFile: state.key, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let credential = SharedKeyCredential(account: "local", base64Key: Secret(key)) else {
      throw ChaosError("The key file is no key.")
    }
    return BatchAccount(
      batchEndpoint: "http://127.0.0.1:\(port)", batchCredential: credential,
      blobEndpoint: "http://127.0.0.1:\(port)/local", storageCredential: credential)
  }

  // MARK: Processes

  /// The agents that serve the nodes now.
  var agents: [pid_t] {
    nodes.compactMap { node in
      guard let data = FileManager.default.contents(atPath: "\(node)/agent/agent.pid"),
        let process = pid_t(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)),
        ProcessTable.command(process).contains(directory), !ProcessTable.hasEnded(process)
      else { return nil }
      return process
    }
  }

  /// The supervisors, those with a task and idle ones. A child that is about
  /// to become a task bears the name too, but leads no session.
  var supervisors: [pid_t] {
    ProcessTable.all.filter {
      ProcessTable.name($0) == "azp-supervisor" && ProcessTable.leadsSession($0)
        && ProcessTable.command($0).contains(directory)
    }
  }

  /// What tasks have left running.
  var strayTaskProcesses: [pid_t] {
    ProcessTable.all.filter { process in
      ProcessTable.workingDirectory(process).hasPrefix(state.nodes + "/") && !ProcessTable.hasEnded(process)
    }
  }

  /// Whatever belongs to this place and lives, but this process.
  var processes: [pid_t] {
    ProcessTable.all.filter { process in
      process != getpid() && !ProcessTable.hasEnded(process)
        && (ProcessTable.command(process).contains(directory + "/")
          || ProcessTable.workingDirectory(process).hasPrefix(directory + "/"))
    }
  }

  /// Kills whatever belongs to this place, until nothing does.
  func clear() async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let processes = processes
      if processes.isEmpty { return }
      for process in processes { kill(process, SIGKILL) }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  var nodes: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: state.nodes)) ?? []
    return names.sorted().map { "\(state.nodes)/\($0)" }
  }
}
