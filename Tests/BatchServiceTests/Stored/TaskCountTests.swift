import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Counts of a job")
struct TaskCountTests {
  /// The counts as the tasks themselves say, the slots with `weight` `requiredSlots`.
  static func recount(_ store: Store, _ job: String, weight: String) async throws -> TaskCounts {
    try await store.database.read { db in
      func sum(_ condition: String) throws -> Int {
        try Int.fetchOne(
          db, sql: "SELECT coalesce(sum(\(weight)), 0) FROM tasks WHERE jobId = ? AND \(condition)", arguments: [job])
          ?? 0
      }
      return TaskCounts(
        active: try sum("state = 'active'"), running: try sum("state IN ('preparing', 'running')"),
        completed: try sum("state = 'completed'"), succeeded: try sum("state = 'completed' AND result = 'success'"),
        failed: try sum("state = 'completed' AND result = 'failure'"))
    }
  }

  @Test("counts follow tasks through any sequence of events", arguments: UInt64(1)...12)
  func anySequence(seed: UInt64) async throws {
    var play = try await RandomPlay(seed: seed)
    for _ in 0..<80 {
      try await play.step()
      for job in play.jobs {
        guard let record = try await play.test.store.database.read({ try JobRecord.fetch($0, id: job) }) else {
          continue
        }
        #expect(record.counts == (try await Self.recount(play.test.store, job, weight: "1")), "\(play.last)")
        #expect(
          record.slotCounts == (try await Self.recount(play.test.store, job, weight: "requiredSlots")), "\(play.last)")
      }
    }
    #expect(play.starts > 0)
  }

  @Test("a preparing task counts as running")
  func preparing() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["jobPreparationTask": ["commandLine": "true"]])
    try await test.addTask("1", to: "job1", ["requiredSlots": 2])
    var node = try await test.node()
    try await node.exchange()
    #expect(try await test.state("1") == .preparing)
    let job = try await test.store.job("job1")
    #expect(job.counts == TaskCounts(running: 1) && job.slotCounts == TaskCounts(running: 2))
  }
}

/// Events in an order that chance chooses.
struct RandomPlay {
  let test: TestStore
  let jobs = ["a", "b", "c"]
  private(set) var last = ""
  private(set) var starts = 0
  private var chance: SplitMix
  private var nodes: [StoreAgent] = []
  private var taskCount = 0
  /// Runs that were handed out, each with its task.
  private var tasksOfRuns: [String: String] = [:]

  init(seed: UInt64) async throws {
    chance = SplitMix(state: seed)
    test = try await TestStore()
    for job in jobs { try await test.addJob(job) }
    nodes = [try await test.node("node1", slots: 3), try await test.node("node2", slots: 1)]
  }

  mutating func step() async throws {
    let job = jobs[Int.random(in: 0..<3, using: &chance)]
    let event = Int.random(in: 0..<40, using: &chance)
    last = "event \(event) on \(job)"
    do {
      switch event {
      case 0..<14: try await addTasks(job)
      case 14..<20: try await terminateTask(job)
      case 20: _ = try await test.store.terminateJob(job, reason: "why", now: test.clock.now())
      case 21: try await test.store.deleteJob(job, now: test.clock.now())
      case 22..<25: try await test.addJob(job, ["priority": .int(Int64.random(in: -5...5, using: &chance))])
      case 25: try await test.patchJob(job, onAllTasksComplete: .terminateJob)
      default: try await exchange()
      }
    } catch let error as WireError {
      // The event is not possible now: the job is gone or ended.
      last += " refused: \(error.code)"
    }
  }

  private mutating func addTasks(_ job: String) async throws {
    for _ in 0..<Int.random(in: 1...4, using: &chance) {
      taskCount += 1
      let members: [String: JSONValue] = [
        "requiredSlots": .int(Int64.random(in: 1...3, using: &chance)),
        "constraints": ["maxTaskRetryCount": .int(Int64.random(in: 0...2, using: &chance))],
      ]
      try await test.addTask(String(taskCount), to: job, members)
    }
  }

  private mutating func terminateTask(_ job: String) async throws {
    let id = String(Int.random(in: 1...max(1, taskCount), using: &chance))
    _ = try await test.store.terminateTask(id, of: job, now: test.clock.now())
  }

  private mutating func exchange() async throws {
    let index = Int.random(in: 0..<nodes.count, using: &chance)
    for run in nodes[index].live where Bool.random(using: &chance) {
      switch Int.random(in: 0..<6, using: &chance) {
      case 0: nodes[index].begin(run)
      case 1: nodes[index].end(run: run, .exited(code: 1))
      case 2: nodes[index].end(run: run, .lost)
      case 3:
        nodes[index].end(run: run, .failed(TaskFailureInformation(code: "DiskFull", message: "full"), exitCode: nil))
      case 4:
        nodes[index].end(
          run: run, .terminated(TaskFailureInformation(code: "TaskEnded", message: "ended"), exitCode: 143))
      default: nodes[index].end(run: run, .exited(code: 0))
      }
    }
    let instructions = try await nodes[index].exchange()
    starts += instructions.start.count
    for run in instructions.start {
      #expect(tasksOfRuns.updateValue("\(run.jobIncarnation)/\(run.taskID)", forKey: run.runID) == nil)
    }
    // No task is under way under two names.
    let live = nodes.flatMap { $0.live }.compactMap { tasksOfRuns[$0] }
    #expect(Set(live).count == live.count, "a task runs twice: \(live)")
    let slots = try await test.store.database.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT max(used - slots) FROM (SELECT nodes.slots, (SELECT coalesce(sum(requiredSlots), 0) FROM tasks
            WHERE nodeId = nodes.id AND state IN ('preparing', 'running')) AS used FROM nodes)
          """)
    }
    #expect(try #require(slots) <= 0, "a node holds more than its slots")
  }
}
