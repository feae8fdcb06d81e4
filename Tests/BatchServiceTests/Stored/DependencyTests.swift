import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Dependencies")
struct DependencyTests {
  private func store(retries: Int64 = 0) async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob(
      "job1", ["usesTaskDependencies": true, "constraints": ["maxTaskRetryCount": .int(retries)]])
    return (test, try await test.node("node1", slots: 8))
  }

  private func range(_ start: Int64, _ end: Int64) -> [String: JSONValue] {
    ["dependsOn": ["taskIdRanges": [["start": .int(start), "end": .int(end)]]]]
  }

  @Test("a merge starts only when every task of its range has ended")
  func merge() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2", "3"])
    try await test.addTask("merge", to: "job1", range(1, 3))
    try await node.exchange()
    for id in ["3", "1"] {
      try await node.finish(id)
      #expect(try await test.isBlocked("merge") == true)
    }
    #expect(node.run(of: "merge") == nil)
    try await node.finish("2")
    #expect(node.run(of: "merge") != nil)
  }

  @Test("a merge added before its tasks waits for those that are missing")
  func mergeFirst() async throws {
    var (test, node) = try await store()
    try await test.addTask("merge", to: "job1", range(1, 2))
    try await node.exchange()
    #expect(node.live.isEmpty)
    try await test.addTask("1")
    try await node.exchange()
    try await node.finish("1")
    #expect(try await test.isBlocked("merge") == true)
    try await test.addTask("2")
    try await node.exchange()
    try await node.finish("2")
    #expect(node.run(of: "merge") != nil)
  }

  @Test("a merge added after its tasks have ended starts at once")
  func mergeLast() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2"])
    try await node.exchange()
    try await node.finish("1")
    try await node.finish("2")
    try await test.addTask("merge", to: "job1", range(1, 2))
    #expect(try await test.isBlocked("merge") == false)
  }

  @Test("leading zeros are no other number: the first of them to end is enough")
  func leadingZeros() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["4", "04", "004", "x4"])
    try await test.addTask("merge", to: "job1", range(4, 4))
    try await node.exchange()
    try await node.finish("04")
    #expect(node.run(of: "merge") != nil)
  }

  @Test("a failed task holds its dependants up, unless told to satisfy them")
  func failure() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await test.addTask(
      "2", to: "job1", ["exitConditions": ["default": ["dependencyAction": "Satisfy"]]])
    try await test.addTask("after1", to: "job1", ["dependsOn": ["taskIds": ["1"]]])
    try await test.addTask("after2", to: "job1", ["dependsOn": ["taskIds": ["2"]]])
    try await node.exchange()
    try await node.finish("1", .exited(code: 1))
    try await node.finish("2", .exited(code: 1))
    #expect(try await test.isBlocked("after1") == true)
    #expect(node.run(of: "after2") != nil)
  }

  @Test("a named exit code satisfies although the task failed")
  func exitCode() async throws {
    var (test, node) = try await store()
    try await test.addTask(
      "1", to: "job1",
      ["exitConditions": ["exitCodes": [["code": 7, "exitOptions": ["dependencyAction": "satisfy"]]]]])
    try await test.addTask("after", to: "job1", ["dependsOn": ["taskIds": ["1"]]])
    try await node.exchange()
    try await node.finish("1", .exited(code: 7))
    #expect(node.run(of: "after") != nil)
  }

  @Test("a task that is tried again satisfies nobody yet")
  func retry() async throws {
    var (test, node) = try await store(retries: 1)
    try await test.addTask("1", to: "job1", ["exitConditions": ["default": ["dependencyAction": "satisfy"]]])
    try await test.addTask("after", to: "job1", ["dependsOn": ["taskIds": ["1"]]])
    try await node.exchange()
    try await node.finish("1", .exited(code: 1))
    #expect(try await test.isBlocked("after") == true)
    try await node.finish("1", .exited(code: 1))
    #expect(try await test.isBlocked("after") == false)
  }

  @Test("ids and ranges must all be satisfied, ids are found without case")
  func both() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["Setup", "1"])
    try await test.addTask(
      "after", to: "job1",
      ["dependsOn": ["taskIds": ["setup"], "taskIdRanges": [["start": 1, "end": 1]]]])
    try await node.exchange()
    try await node.finish("1")
    #expect(try await test.isBlocked("after") == true)
    try await node.finish("Setup")
    #expect(try await test.isBlocked("after") == false)
  }

  @Test("a chain goes on link by link, whatever waits behind it", arguments: [true, false])
  func chain(isInOrder: Bool) async throws {
    var (test, node) = try await store()
    let links = (1...40).map { $0 }
    for link in isInOrder ? links : links.reversed() {
      try await test.addTask(
        "t\(link)", to: "job1", link == 1 ? [:] : ["dependsOn": ["taskIds": [.string("T\(link - 1)")]]])
    }
    try await node.exchange()
    for link in links {
      let live = node.live.compactMap { node.told[$0]?.taskID }
      #expect(live == ["t\(link)"])
      try await node.finish("t\(link)")
    }
    #expect(node.live.isEmpty)
  }

  @Test("a range is waited for in whatever order its tasks come and end", arguments: 0..<12)
  func anyOrder(seed: Int) async throws {
    var (test, node) = try await store()
    var random = SplitMix(state: UInt64(seed))
    try await test.addTask("merge", to: "job1", range(1, 8))
    var left = Array(1...8).shuffled(using: &random)
    var present: [Int] = []
    while !left.isEmpty || !present.isEmpty {
      if let next = left.popLast() {
        try await test.addTask("\(next)")
        present.append(next)
        try await node.exchange()
      }
      if left.isEmpty || Bool.random(using: &random) {
        #expect(try await test.isBlocked("merge") == true)
        present.shuffle(using: &random)
        if let ended = present.popLast() { try await node.finish("\(ended)") }
      }
    }
    #expect(try await test.isBlocked("merge") == false)
  }

  @Test("of tasks that wait for one each is looked at when that one ends, and no other")
  func watched() async throws {
    var (test, node) = try await store()
    try await test.addTasks((1...4).map(String.init))
    for id in 1...4 {
      try await test.addTask("after\(id)", to: "job1", ["dependsOn": ["taskIds": [.string("\(id)")]]])
    }
    try await test.addTask("merge", to: "job1", range(1, 4))
    try await node.exchange()
    let watched = try await test.store.database.read { db in
      try String.fetchAll(
        db, sql: "SELECT coalesce(watchedId, watchedNumber) FROM tasks WHERE blocked = 1 ORDER BY sequence")
    }
    #expect(watched == ["1", "2", "3", "4", "4"])
    try await node.finish("4")
    #expect(try await test.isBlocked("after4") == false)
    #expect(try await test.isBlocked("merge") == true)
    #expect(try await test.isBlocked("after1") == true)
  }

  @Test("tasks of another job satisfy nobody")
  func otherJob() async throws {
    var (test, node) = try await store()
    try await test.addJob("job2")
    try await test.addTask("1", to: "job2")
    try await test.addTask("after", to: "job1", ["dependsOn": ["taskIds": ["1"]]])
    try await node.exchange()
    try await node.finish("1")
    #expect(try await test.isBlocked("after") == true)
  }

  @Test("dependencies need a job that uses them")
  func notOnJob() async throws {
    let test = try await TestStore()
    try await test.addJob()
    guard case .refused(let error)? = try await test.addTask("1", to: "job1", range(1, 1)).first else {
      Issue.record("the task was added")
      return
    }
    #expect(error.code == "TaskDependenciesNotSpecifiedOnJob")
  }

  @Test(
    "a range that cannot be counted is refused",
    arguments: [(5, 4), (Int64.min, Int64.max), (0, Int64.max), (-1, Int64.max)] as [(Int64, Int64)])
  func badRange(start: Int64, end: Int64) async throws {
    let (test, _) = try await store()
    try await expectWire("InvalidPropertyValue") { try await test.addTask("1", to: "job1", range(start, end)) }
  }

  @Test("a range as long as can be counted is taken and waits")
  func longRange() async throws {
    let (test, _) = try await store()
    try await test.addTask("1", to: "job1", range(1, .max))
    #expect(try await test.isBlocked("1") == true)
  }
}
