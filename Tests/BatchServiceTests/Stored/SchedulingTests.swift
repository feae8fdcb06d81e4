import AzureWire
import BatchService
import Testing

@Suite("Which task runs next")
struct SchedulingTests {
  @Test("tasks start in the order they were added, as many as there are slots")
  func order() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTasks(["9", "10", "1", "a"])
    var node = try await test.node()
    #expect(try await node.exchange().start.map(\.taskID) == ["9", "10"])
    try await node.finish("10")
    #expect(node.run(of: "1") != nil && node.run(of: "a") == nil)
  }

  @Test("a job of higher priority goes first, and jobs of one priority in the order of their tasks")
  func priority() async throws {
    let test = try await TestStore()
    for (job, priority) in [("low", -1), ("b", 0), ("a", 0), ("high", 5)] as [(String, Int64)] {
      try await test.addJob(job, ["priority": .int(priority)])
    }
    try await test.addTask("low1", to: "low")
    try await test.addTask("b1", to: "b")
    try await test.addTask("a1", to: "a")
    try await test.addTask("b2", to: "b")
    try await test.addTask("high1", to: "high")
    var node = try await test.node("node1", slots: 1)
    try await node.exchange()
    var order: [String] = []
    while let task = node.live.first.flatMap({ node.told[$0]?.taskID }) {
      order.append(task)
      try await node.finish(task)
    }
    #expect(order == ["high1", "b1", "a1", "b2", "low1"])
    var all = try await test.node("node2", slots: 5)
    for (job, task) in [("low", "x"), ("high", "y"), ("b", "z")] { try await test.addTask(task, to: job) }
    #expect(Set(try await all.exchange().start.map(\.taskID)) == ["x", "y", "z"])
  }

  @Test("of many jobs as many tasks are found at a time as if all were sorted", arguments: 0..<4 as Range<UInt64>)
  func manyJobs(seed: UInt64) async throws {
    var random = SplitMix(state: seed)
    let test = try await TestStore()
    let priorities = (0..<12).map { _ in Int64.random(in: 0...2, using: &random) }
    for (job, priority) in priorities.enumerated() { try await test.addJob("job\(job)", ["priority": .int(priority)]) }
    var waiting: [(priority: Int64, number: Int)] = []
    for number in 0..<60 {
      let job = Int.random(in: 0..<12, using: &random)
      // One that fits on no node may be the first of its job.
      let isTooLarge = Int.random(in: 0..<4, using: &random) == 0
      try await test.addTask(String(number), to: "job\(job)", ["requiredSlots": .int(isTooLarge ? 6 : 1)])
      if !isTooLarge { waiting.append((priorities[job], number)) }
    }
    waiting.sort { ($1.priority, $0.number) < ($0.priority, $1.number) }
    var node = try await test.node("node1", slots: 5)
    while !waiting.isEmpty {
      let found = try await node.exchange().start.map(\.taskID)
      #expect(Set(found) == Set(waiting.prefix(5).map { String($0.number) }))
      waiting.removeFirst(min(5, waiting.count))
      for run in node.live { node.end(run: run, .exited(code: 0)) }
    }
  }

  @Test("a task takes its slots, and smaller ones do not pass it by for ever")
  func slots() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTask("small1")
    try await test.addTask("big", to: "job1", ["requiredSlots": 2])
    try await test.addTask("small2")
    var node = try await test.node()
    #expect(try await node.exchange().start.map(\.taskID) == ["small1"])
    try await node.finish("small1")
    #expect(node.run(of: "big") != nil && node.run(of: "small2") == nil)
    try await node.finish("big")
    #expect(node.run(of: "small2") != nil)
  }

  @Test("a task that needs more slots than a node has does not keep others from it")
  func tooBig() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTask("huge", to: "job1", ["requiredSlots": 3])
    try await test.addTask("small")
    var node = try await test.node()
    #expect(try await node.exchange().start.map(\.taskID) == ["small"])
  }

  @Test("tasks of a job that has ended never start")
  func endedJob() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTask("1")
    _ = try await test.store.terminateJob("job1", reason: "enough", now: test.clock.now())
    var node = try await test.node()
    #expect(try await node.exchange().start.isEmpty)
    #expect(try await test.state("1") == .active)
  }

  @Test("a task runs on one node alone")
  func twoNodes() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTasks((1...5).map(String.init))
    var (one, two) = (try await test.node("node1"), try await test.node("node2"))
    let first = try await one.exchange().start.map(\.taskID)
    let second = try await two.exchange().start.map(\.taskID)
    #expect(first == ["1", "2"] && second == ["3", "4"])
  }
}
