import AzureWire
import Foundation
import Logging
import NodeAgent

/// A temporary root directory, and agents upon it.
final class TestNode: Sendable {
  let root: String
  let service: FakeService

  init(_ service: FakeService) throws {
    self.service = service
    root = try TemporaryDirectory.make()
  }

  /// - Parameter root: a directory that need not be there.
  init(_ service: FakeService, root: String) throws {
    self.service = service
    self.root = root
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { root + "/" + name }

  /// The text of a file below the root, or nil.
  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  func lines(_ name: String) -> [String] { (text(name) ?? "").split(separator: "\n").map(String.init) }

  static var timings: NodeTimings {
    var timings = NodeTimings()
    timings.grace = .milliseconds(300)
    timings.firstRetry = .milliseconds(10)
    timings.longestRetry = .milliseconds(50)
    timings.lockPatience = .seconds(5)
    return timings
  }

  func agent(
    slots: Int = 2, boot: Int = 1, isDedicated: Bool = true, timings: NodeTimings = TestNode.timings
  ) -> NodeAgent {
    let arguments = NodeAgentArguments(
      endpoint: service.endpoint, account: "local", poolID: "pool", nodeID: "node1", root: root, slots: slots,
      boot: boot, isDedicated: isDedicated)
    return NodeAgent(
      arguments: arguments, token: Secret("token-1"), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      timings: timings)
  }

  /// Runs an agent for the time of the body, and then leaves as upon SIGTERM.
  func withAgent(
    slots: Int = 2, boot: Int = 1, isDedicated: Bool = true, timings: NodeTimings = TestNode.timings,
    _ body: () async throws -> Void
  ) async throws {
    let agent = agent(slots: slots, boot: boot, isDedicated: isDedicated, timings: timings)
    let task = Task { try await agent.run() }
    do {
      try await body()
    } catch {
      task.cancel()
      _ = await task.result
      throw error
    }
    task.cancel()
    try await task.value
  }
}

enum TemporaryDirectory {
  static func make() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/azp-node-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}

extension TaskRun {
  /// A run of a shell script.
  static func script(
    _ script: String, id: String = "r1", job: String = "job1", incarnation: String = "inc1", task: String? = nil,
    environment: [NameValue] = [], resourceFiles: [ResourceFile] = [], outputFiles: [OutputFile] = [],
    wallClock: Double? = nil, preparation: JobPreparation? = nil
  ) -> TaskRun {
    TaskRun(
      runID: id, jobID: job, jobIncarnation: incarnation, taskID: task ?? id, commandLine: "/bin/sh -c '\(script)'",
      environment: environment, resourceFiles: resourceFiles, outputFiles: outputFiles, maxWallClockSeconds: wallClock,
      preparation: preparation)
  }
}

extension JobPreparation {
  static func script(_ script: String, retries: Int = 0, waitForSuccess: Bool = true) -> JobPreparation {
    JobPreparation(
      id: "jobpreparation", commandLine: "/bin/sh -c '\(script)'", environment: [], resourceFiles: [],
      maxTaskRetryCount: retries, waitForSuccess: waitForSuccess)
  }
}
