import AzureWire
import BatchService
import Foundation
import GRDB
import NIOCore
import Synchronization
import Testing

/// A time of day that moves on by a millisecond with each look at it.
final class TestClock: Sendable {
  private let ticks = Mutex<Int64>(Timestamp(secondsSince1970: 1_772_366_400).ticks)

  func now() -> Timestamp {
    ticks.withLock { ticks in
      ticks += 10_000
      return Timestamp(ticks: ticks)
    }
  }

  func advance(seconds: Int64) { ticks.withLock { $0 += seconds * 10_000_000 } }
}

/// A directory that goes with the object.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/azp-batch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A store on a file of its own, with a pool `local`.
struct TestStore: Sendable {
  let directory: TemporaryDirectory
  let store: Store
  let clock = TestClock()

  init() async throws {
    directory = try TemporaryDirectory()
    store = try await Store(path: directory.path + "/batch.sqlite")
    try await store.ensurePool(id: "local", nodes: 1, slotsPerNode: 2, now: clock.now())
  }

  /// The same file, opened anew.
  func reopened() async throws -> Store { try await Store(path: directory.path + "/batch.sqlite") }

  func node(_ id: String = "node1", slots: Int = 2, isDedicated: Bool = true) async throws -> StoreAgent {
    try await store.addNode(
      id: id, poolID: "local", slots: slots, isDedicated: isDedicated, tokenHash: "", now: clock.now())
    return StoreAgent(test: self, nodeID: id)
  }

  @discardableResult
  func addJob(_ id: String = "job1", _ members: [String: JSONValue] = [:]) async throws -> JobRecord {
    var all: [String: JSONValue] = ["id": .string(id), "poolInfo": ["poolId": "local"]]
    for (name, value) in members { all[name] = value }
    let body = ByteBuffer(string: try JSONText.encode(JSONValue.object(all)))
    return try await store.addJob(try JobDescription(body), now: clock.now())
  }

  @discardableResult
  func addTask(
    _ id: String, to job: String = "job1", _ members: [String: JSONValue] = [:]
  ) async throws -> [Store.AddedTask] {
    try await store.addTasks([try Self.task(id, members)], to: job, now: clock.now())
  }

  func addTasks(_ ids: [String], to job: String = "job1", _ members: [String: JSONValue] = [:]) async throws {
    _ = try await store.addTasks(try ids.map { try Self.task($0, members) }, to: job, now: clock.now())
  }

  private static func task(_ id: String, _ members: [String: JSONValue]) throws -> TaskDescription {
    var all: [String: JSONValue] = ["id": .string(id), "commandLine": "true"]
    for (name, value) in members { all[name] = value }
    return try TaskDescription(try JSONText.encode(JSONValue.object(all)))
  }

  func patchJob(_ id: String = "job1", onAllTasksComplete action: OnAllTasksComplete) async throws {
    _ = try await store.patchJob(id, JobPatchParameters(onAllTasksComplete: action), now: clock.now())
  }

  func task(_ id: String, of job: String = "job1") async throws -> TaskRecord {
    try await store.task(id, of: job).task
  }

  func state(_ id: String, of job: String = "job1") async throws -> TaskState { try await task(id, of: job).state }

  func isBlocked(_ id: String, of job: String = "job1") async throws -> Bool? {
    try await store.database.read { db in
      try Bool.fetchOne(db, sql: "SELECT blocked FROM tasks WHERE jobId = ? AND id = ?", arguments: [job, id])
    }
  }

  func jobIsGone(_ id: String = "job1") async throws -> Bool {
    try await store.database.read { try JobRecord.fetch($0, id: id) == nil }
  }
}

/// An agent as the store sees it: a journal of runs, and exchanges.
struct StoreAgent {
  let test: TestStore
  let nodeID: String
  private(set) var runs: [String: RunReport.State] = [:]
  /// Every run that was ever told to start.
  private(set) var told: [String: TaskRun] = [:]
  private(set) var removedJobs: [String] = []
  var preparations: [PreparationReport] = []
  var startTaskBoot: Int?
  var trouble: NodeTrouble?
  /// How many runs it asks for beyond its slots.
  var ahead: Int?
  /// Runs whose end it sees to.
  var ending: Set<String> = []

  init(test: TestStore, nodeID: String) {
    self.test = test
    self.nodeID = nodeID
  }

  /// One exchange; starts are taken into the journal, what is to be forgotten leaves it.
  @discardableResult
  mutating func exchange() async throws -> NodeInstructions {
    let instructions = try await ask()
    for run in instructions.start {
      #expect(runs[run.runID] == nil, "a run that the agent knows was told again")
      runs[run.runID] = .preparing
      told[run.runID] = run
    }
    for run in instructions.forgetRuns { runs[run] = nil }
    removedJobs = instructions.removeJobs
    preparations.removeAll { instructions.forgetPreparations.contains($0.jobIncarnation) }
    return instructions
  }

  /// An exchange whose answer is lost.
  func ask() async throws -> NodeInstructions {
    let report = NodeReport(
      runs: runs.map { RunReport(runID: $0, state: $1, isEnding: ending.contains($0) ? true : nil) },
      preparations: preparations, removedJobs: removedJobs, startTaskBoot: startTaskBoot, ahead: ahead, trouble: trouble
    )
    let node = try #require(try await test.store.node(nodeID))
    if Store.isNews(report, from: node) {
      try await test.store.record(report, from: node, now: test.clock.now())
    }
    return try await test.store.instructions(for: node, report: report, now: test.clock.now())
  }

  /// The journal is lost, as when the agent's disk is.
  mutating func forgetAll() { runs = [:] }

  /// The runs that have not ended.
  var live: [String] {
    runs.filter { if case .ended = $0.value { false } else { true } }.keys.sorted()
  }

  func run(of task: String) -> String? { live.first { told[$0]?.taskID == task } }

  mutating func begin(_ runID: String) { runs[runID] = .running(start: test.clock.now()) }

  mutating func end(run: String, _ outcome: RunEnd.Outcome) {
    end(run, RunEnd(outcome: outcome, start: test.clock.now(), end: test.clock.now()))
  }

  mutating func end(_ run: String, _ end: RunEnd) { runs[run] = .ended(end) }

  /// Ends the task's run and tells it.
  mutating func finish(_ task: String, _ outcome: RunEnd.Outcome = .exited(code: 0)) async throws {
    let run = try #require(self.run(of: task), "no run of task \(task) was handed out")
    end(run: run, outcome)
    try await exchange()
  }
}

/// The code of the ``WireError`` that the body throws; nil when it throws none.
func wireCode<Result>(_ body: () async throws -> Result) async throws -> String? {
  do {
    _ = try await body()
    return nil
  } catch let error as WireError {
    return error.code
  }
}

/// Expects a ``WireError`` of that code.
func expectWire<Result>(
  _ code: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
) async throws {
  let found = try await wireCode(body)
  #expect(found == code, sourceLocation: sourceLocation)
}
