/// What a task is to do, and so what must be found of it at the end.
struct TaskPlan: Sendable {
  var id: String
  /// Runs that fail before one ends with ``status``.
  var failures = 0
  var allowedRetries = 0
  var status = 0
  var milliseconds = 0
  /// Bytes of its output file; 0 for none.
  var outputSize = 0
  /// Leaves a process behind, which must not outlive the run.
  var leavesChild = false
  /// The name of a resource file, whose content the task compares.
  var resource: Content?
  var dependsOnIDs: [String] = []
  var dependsOnRange: ClosedRange<Int>?

  /// Runs that count against the retry policy.
  var expectedRuns: Int { min(failures, allowedRetries) + 1 }
  var expectedStatus: Int { failures > allowedRetries ? TaskScript.plannedFailure : status }

  func output(ofJob job: String) -> Content? {
    outputSize > 0 ? Content(line: "\(job) \(id)", size: outputSize) : nil
  }
}

/// A job, its tasks, and the blobs that it needs.
struct JobPlan: Sendable {
  var id: String
  var pool: String
  var tasks: [TaskPlan]
  var hasPreparation = false
  var resources: [Content]
  /// In bursts, or one request for each task.
  var addsOneByOne: Bool
  /// Deleted when it has completed.
  var isDeleted: Bool

  var container: String { id }

  static func random(_ number: Int, of submitter: Int, pools: [String], _ chance: inout SplitMix) -> JobPlan {
    let id = "chaos-\(submitter)-\(number)"
    let count = chance.happens(10) ? chance.number(100...250) : chance.number(3...30)
    let resources = (0..<chance.number(0...2)).map { index in
      Content(line: "resource \(index) of \(id)", size: chance.number(1...(chance.happens(10) ? 3_000_000 : 60_000)))
    }
    // Short where there are many: it is the turns that are of interest.
    let longest = count > 30 ? 30 : 400
    var tasks: [TaskPlan] = []
    for index in 1...count {
      var task = TaskPlan(id: "\(index)")
      task.milliseconds = chance.number(0...longest)
      if chance.happens(25) {
        task.failures = chance.number(1...3)
        task.allowedRetries = chance.number(1...3)
      }
      if chance.happens(10) { task.status = chance.number(4...90) }
      if task.status != 0 { task.allowedRetries = min(task.failures, task.allowedRetries) }
      if chance.happens(30) { task.outputSize = chance.number(1...(chance.happens(10) ? 4_000_000 : 40_000)) }
      task.leavesChild = chance.happens(10)
      if chance.happens(25) { task.resource = resources.randomElement(using: &chance) }
      tasks.append(task)
    }
    for index in tasks.indices.dropFirst() where chance.happens(25) {
      depend(&tasks, at: index, &chance)
    }
    return JobPlan(
      id: id, pool: pools.randomElement(using: &chance) ?? "local", tasks: tasks,
      hasPreparation: chance.happens(30), resources: resources,
      addsOneByOne: count <= 30 && chance.happens(30), isDeleted: chance.happens(25))
  }

  /// The same for a small disk, where any task may fail.
  var modest: JobPlan {
    var plan = self
    let limit = 20_000
    plan.resources = resources.map { Content(line: $0.line, size: min($0.size, limit)) }
    plan.hasPreparation = false
    for index in plan.tasks.indices {
      plan.tasks[index].resource = tasks[index].resource.map { Content(line: $0.line, size: min($0.size, limit)) }
      plan.tasks[index].outputSize = min(tasks[index].outputSize, limit)
      plan.tasks[index].dependsOnIDs = []
      plan.tasks[index].dependsOnRange = nil
    }
    return plan
  }

  /// Lets a task depend on earlier ones, which must be such as succeed.
  private static func depend(_ tasks: inout [TaskPlan], at index: Int, _ chance: inout SplitMix) {
    let earlier = tasks[..<index]
    if chance.happens(50) {
      let good = earlier.filter { $0.expectedStatus == 0 }.map(\.id)
      tasks[index].dependsOnIDs = Array(good.shuffled(using: &chance).prefix(3))
    } else {
      let end = chance.number(1...index)
      var start = end
      while start > 1, tasks[start - 2].expectedStatus == 0, end - start < 8 { start -= 1 }
      if tasks[(start - 1)..<end].allSatisfy({ $0.expectedStatus == 0 }) { tasks[index].dependsOnRange = start...end }
    }
  }
}
