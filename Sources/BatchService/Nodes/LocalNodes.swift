import AzureWire
import DetachedProcess
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Nodes on this machine: each is a process `azp node`, detached from the
/// service, with a directory below `nodes`.
final class LocalNodes: NodeProvider {
  private let directory: String
  private let executable: String
  private let endpoint: String
  private let account: String
  /// When an agent was started: it needs a moment to take its lock.
  private let starts = Mutex<[String: ContinuousClock.Instant]>([:])
  private static let startUpTime = Duration.seconds(10)

  init(directory: String, executable: String, endpoint: String, account: String) {
    self.directory = directory
    self.executable = executable
    self.endpoint = endpoint
    self.account = account
  }

  func allocate(_ node: NodeAllocation) async throws {
    let root = "\(directory)/\(node.nodeID)"
    do {
      try FileManager.default.createDirectory(
        atPath: root + "/agent", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ServiceError("The directory \(root) cannot be made: \(error.localizedDescription)")
    }
    let arguments = NodeAgentArguments(
      endpoint: endpoint, account: account, poolID: node.poolID, nodeID: node.nodeID, root: root, slots: node.slots,
      boot: node.boot,
      isDedicated: node.isDedicated)
    var environment = ProcessInfo.processInfo.environment
    environment[NodeProtocol.tokenVariable] = node.token
    environment[ServiceStart.readyVariable] = nil
    starts.withLock { $0[node.nodeID] = .now }
    try endStrayAgent(root: root)
    if !FileLock.isHeld(root + "/agent/agent.lock") { unlink(root + "/agent/agent.pid") }
    do {
      try DetachedProcess.start(
        executable, arguments: arguments.words, environment: environment, log: root + "/agent/agent.log")
    } catch {
      throw ServiceError(error.description)
    }
  }

  func release(_ nodeID: String) async throws {
    let root = "\(directory)/\(nodeID)"
    guard FileManager.default.fileExists(atPath: root) else { return }
    do {
      try FileManager.default.removeItem(atPath: root)
    } catch {
      throw ServiceError("The directory \(root) of a released node cannot be removed: \(error.localizedDescription)")
    }
  }

  func list() async throws -> Set<String> {
    guard FileManager.default.fileExists(atPath: directory) else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    // Looked at before the locks: of one that had its lock and has it no more the agent has ended.
    let begun = names.filter { FileManager.default.fileExists(atPath: "\(directory)/\($0)/agent/agent.pid") }
    let alive = names.filter { name in
      let root = "\(directory)/\(name)"
      return FileLock.isHeld(root + "/agent/agent.lock") && knowsEndpoint(root: root)
    }
    let recent = starts.withLock { starts in
      // One that has its lock needs no more patience: when the lock is free again, it has ended.
      starts = starts.filter { id, time in
        !alive.contains(id) && !begun.contains(id) && time.duration(to: .now) < Self.startUpTime
      }
      return starts.keys
    }
    return Set(alive).union(recent)
  }

  /// Whether the node's agent was started for the endpoint of this service.
  private func knowsEndpoint(root: String) -> Bool {
    FileManager.default.contents(atPath: root + "/agent/endpoint") == Data(endpoint.utf8)
  }

  /// Ends an agent that looks for the service at another port; what runs
  /// under it goes on and is taken over by the next.
  private func endStrayAgent(root: String) throws {
    let endpointFile = root + "/agent/endpoint"
    if !knowsEndpoint(root: root), FileLock.isHeld(root + "/agent/agent.lock"),
      let data = FileManager.default.contents(atPath: root + "/agent/agent.pid"),
      let processID = Int32(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    {
      kill(processID, SIGTERM)
      unlink(root + "/agent/agent.pid")
    }
    do {
      try Data(endpoint.utf8).write(to: URL(fileURLWithPath: endpointFile), options: .atomic)
    } catch {
      throw ServiceError("The file \(endpointFile) cannot be written: \(error.localizedDescription)")
    }
  }
}
