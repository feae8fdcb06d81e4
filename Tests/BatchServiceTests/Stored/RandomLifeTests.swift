import AzureWire
import BatchService
import GRDB
import Testing

/// Jobs, tasks and nodes to which anything happens in any order, and what
/// must hold all the while.
@Suite("Whatever happens to jobs, tasks and nodes", .timeLimit(.minutes(3)))
struct RandomLifeTests {
  private struct Life {
    var random: SplitMix
    let test: TestStore
    var nodes: [StoreAgent] = []
    /// Which node a run was told to.
    var owners: [String: String] = [:]
    let jobs = ["a", "b"]
    let ids = ["1", "2", "3", "4", "05", "5", "6", "x", "Y"]

    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    mutating func step() async throws {
      let (store, now, job, id) = (test.store, test.clock.now(), pick(jobs), pick(ids))
      let option = pick([NodeDeallocationOption.requeue, .terminate, .taskCompletion])
      do {
        switch Int.random(in: 0..<60, using: &random) {
        case 0..<2:
          try await test.addJob(
            job,
            [
              "usesTaskDependencies": true, "maxParallelTasks": .int(pick([-1, 1, 3])),
              "priority": .int(pick([0, 5])), "constraints": ["maxTaskRetryCount": 1],
            ])
        case 2..<8, 40..<50: _ = try await test.addTask(id, to: job, description())
        case 8: try await store.deleteTask(id, of: job, now: now)
        case 9: _ = try await store.terminateTask(id, of: job, now: now)
        case 10..<12: _ = try await store.reactivateTask(id, of: job, now: now)
        case 12:
          _ = try await store.disableJob(job, tasks: pick([.requeue, .terminate, .wait]), now: now)
        case 13..<16: _ = try await store.enableJob(job, now: now)
        case 16:
          _ = try await store.terminateJob(job, reason: "Test", isForced: pick([true, false]), now: now)
        case 17: try await store.deleteJob(job, isForced: pick([true, false]), now: now)
        case 18: try await store.disableScheduling(ofNode: pick(nodes).nodeID, of: "local", option, now: now)
        case 19..<21: try await store.enableScheduling(ofNode: pick(nodes).nodeID, of: "local", now: now)
        default: try await exchange(Int.random(in: 0..<nodes.count, using: &random))
        }
      } catch is WireError {
        // It may not be done to such a job, task or node.
      }
    }

    private mutating func description() -> [String: JSONValue] {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: ["dependsOn": ["taskIds": [.string(pick(ids)), .string(pick(ids).lowercased())]]]
      case 1: ["dependsOn": ["taskIdRanges": [pick([(1, 1), (1, 2), (2, 4), (4, 5), (5, 5)].map(Self.range))]]]
      case 2: ["exitConditions": ["default": ["dependencyAction": "satisfy"]], "requiredSlots": .int(pick([1, 2]))]
      default: [:]
      }
    }

    private static func range(_ start: Int64, _ end: Int64) -> JSONValue {
      ["start": .int(start), "end": .int(end)]
    }

    /// What runs gets on, what is to end ends, and all is told.
    mutating func exchange(_ index: Int) async throws {
      nodes[index].ahead = pick([0, 0, 2, 8])
      for run in nodes[index].live {
        let isBegun = if case .running = nodes[index].runs[run] { true } else { false }
        if nodes[index].ending.contains(run) {
          nodes[index].end(run: run, .terminated(.init(code: "TaskEnded", message: "ended"), exitCode: nil))
        } else if isBegun {
          let outcome = pick([RunEnd.Outcome.exited(code: 0), .exited(code: 0), .exited(code: 1), .lost, nil, nil])
          if let outcome { nodes[index].end(run: run, outcome) }
        } else {
          let choice = Int.random(in: 0..<4, using: &random)
          if choice == 0 { nodes[index].end(run: run, .returned) }
          if choice == 1 { nodes[index].begin(run) }
        }
      }
      let instructions = try await nodes[index].exchange()
      nodes[index].ending.formUnion(instructions.terminate)
      for run in instructions.start {
        let owner = owners.updateValue(nodes[index].nodeID, forKey: run.runID)
        #expect(owner == nil, "the run \(run.runID) was told to \(owner ?? "") before")
      }
    }

    func check() async throws {
      try await test.store.database.read { db in
        for row in try Row.fetchAll(db, sql: "SELECT * FROM jobs") {
          let id: String = row["id"]
          let names = [("active", "state = 'active'"), ("running", "state IN ('preparing', 'running')")]
          for (name, condition) in names {
            let sql = "SELECT count(*), coalesce(sum(requiredSlots), 0) FROM tasks WHERE jobId = ? AND \(condition)"
            let counted = try #require(try Row.fetchOne(db, sql: sql, arguments: [id]))
            #expect(counted[0] as Int == row["\(name)Tasks"] && counted[1] as Int == row["\(name)Slots"])
          }
          let first = try Int64.fetchOne(
            db, sql: "SELECT min(sequence) FROM tasks WHERE jobId = ? AND state = 'active' AND NOT blocked",
            arguments: [id])
          #expect(row["firstTask"] as Int64? == first)
          let most: Int = row["maxParallelTasks"]
          #expect(most < 0 || (row["runningTasks"] as Int) <= most)
        }
        let wrong = try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM tasks WHERE (state IN ('preparing', 'running')) <> (runId IS NOT NULL AND state <> 'completed')
              OR (state IN ('preparing', 'running') AND (nodeId IS NULL OR blocked))
              OR (state = 'active' AND (endRequest IS NOT NULL OR isRequeued))
            """)
        #expect(wrong == 0)
        for row in try Row.fetchAll(db, sql: "SELECT * FROM tasks WHERE blocked = 1") {
          #expect(try isHeld(db, row), "nothing keeps the task \(row["id"] as String) from running")
        }
      }
    }

    private func isHeld(_ db: Database, _ row: Row) throws -> Bool {
      struct Part: Decodable { var dependsOn: TaskDependencies }
      let dependsOn = try JSONText.decode(Part.self, row["spec"] as String).dependsOn
      let job: String = row["jobId"]
      let satisfied = try String.fetchAll(
        db, sql: "SELECT id FROM tasks WHERE jobId = ? AND satisfied", arguments: [job]
      ).map { $0.lowercased() }
      let numbers = Set(satisfied.compactMap { Int($0) })
      return (dependsOn.taskIds ?? []).contains { !satisfied.contains($0.lowercased()) }
        || (dependsOn.taskIdRanges ?? []).contains { range in
          !(range.start...range.end).allSatisfy(numbers.contains)
        }
    }
  }

  @Test(
    "no run is told twice, nothing that may run is held, and the counts are right", arguments: 0..<4 as Range<UInt64>)
  func anything(seed: UInt64) async throws {
    let test = try await TestStore()
    var life = Life(random: SplitMix(state: seed), test: test)
    for name in ["node1", "node2"] { life.nodes.append(try await test.node(name)) }
    for _ in 0..<400 {
      try await life.step()
      try await life.check()
    }
    // Left alone, all that may run does.
    for job in life.jobs {
      do {
        _ = try await test.store.enableJob(job, now: test.clock.now())
      } catch is WireError {}
    }
    for node in life.nodes {
      do {
        try await test.store.enableScheduling(ofNode: node.nodeID, of: "local", now: test.clock.now())
      } catch is WireError {}
    }
    for _ in 0..<400 { for index in life.nodes.indices { try await life.exchange(index) } }
    try await life.check()
    let left = try await test.store.database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT tasks.id, tasks.state, jobs.state AS job FROM tasks JOIN jobs ON jobs.id = jobId
          WHERE tasks.state IN ('preparing', 'running') OR (tasks.state = 'active' AND jobs.state = 'active' AND NOT blocked)
            OR jobs.state IN ('deleting', 'terminating', 'disabling')
          """
      ).map(\.description)
    }
    #expect(left == [])
  }
}
