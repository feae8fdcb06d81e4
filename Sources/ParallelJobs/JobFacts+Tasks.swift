import AzureWire
import Wording

/// What keeps single tasks from running, and why tasks have failed.
extension JobFacts {
  /// Tasks that no node can ever take, and tasks whose dependencies are in
  /// the way.
  var taskFindings: [Finding] {
    [largeFinding, blockedFinding, missingFinding].compactMap(\.self)
  }

  private var largeFinding: Finding? {
    let large = waiting.filter { ($0.requiredSlots ?? 1) > slots }
    guard let first = large.first else { return nil }
    return Finding(
      kind: .slotsTooLarge,
      fact: "\(Words.capitalized(Words.ids(large.map(\.id)))) \(Words.verb(large.count, "need")) "
        + "\(first.requiredSlots ?? 1) slots, but a node of the pool `\(poolID)` has only \(slots).",
      next: "make a cluster with a larger maxTasksPerNode, then `deleteJob \(job.id)` and submit there.")
  }

  private var blockedFinding: Finding? {
    let blockers = failed.filter(\.blocksDependents)
    guard !blockers.isEmpty else { return nil }
    let numbers = Set(blockers.compactMap { Int($0.id) })
    let names = Set(blockers.map(\.id))
    let blocked = waiting.filter { task in
      guard let dependencies = task.dependsOn else { return false }
      return (dependencies.taskIds ?? []).contains(where: names.contains)
        || (dependencies.taskIdRanges ?? []).contains { range in
          numbers.contains { range.start <= $0 && $0 <= range.end }
        }
    }
    guard !blocked.isEmpty else { return nil }
    return Finding(
      kind: .dependencyBlocked,
      fact: "\(Words.capitalized(Words.ids(blocked.map(\.id)))) \(Words.verb(blocked.count, "wait")) for ever: "
        + "\(Words.ids(blockers.map(\.id))), on which \(blocked.count == 1 ? "it depends" : "they depend"), "
        + "\(blockers.count == 1 ? "has" : "have") failed.",
      next:
        "`retryJob \(job.id)` runs what failed once more; `getJobFile \(job.id) \(blockers[0].id) stderr.txt` says why."
    )
  }

  private var missingFinding: Finding? {
    // While tasks are still being added, they may come.
    guard !missingDependencies.isEmpty, job.onAllTasksComplete != .noAction || expectedTasks == nil else { return nil }
    let dependent = waiting.filter { $0.dependsOn != nil }.map(\.id)
    return Finding(
      kind: .dependencyMissing,
      fact: "\(Words.capitalized(Words.ids(dependent))) \(Words.verb(dependent.count, "depend")) on "
        + "\(Words.ids(missingDependencies)), which the job does not have.",
      next: "add what is missing, or `terminateJob \(job.id)`.")
  }

  /// Tasks that could run wait for a slot.
  var slotFinding: Finding? {
    let free = waiting.filter { $0.dependsOn == nil && ($0.requiredSlots ?? 1) <= slots }
    guard let first = free.first else { return nil }
    if let most = job.maxParallelTasks, most >= 0, counts.running >= most {
      return Finding(
        kind: .jobLimitReached,
        fact: "The job runs at most \(Words.counted(most, "task")) at a time (maxParallelTasks), and so many run.",
        next: "`waitForJob \(job.id)` waits for its end.")
    }
    let taken = usableNodes.reduce(0) { $0 + ($1.runningTaskSlotsCount ?? $1.runningTasksCount ?? 0) }
    let total = usableNodes.count * slots
    let needed = first.requiredSlots ?? 1
    let hasRoom = usableNodes.contains {
      slots - ($0.runningTaskSlotsCount ?? $0.runningTasksCount ?? 0) >= needed
    }
    // Its own tasks in its way are no trouble.
    let own = counts.running
    guard !hasRoom, own * needed < taken else { return nil }
    let whose = own == 0 ? "by tasks of other jobs" : "\(own) of them by its own tasks, the others by other jobs'"
    return Finding(
      kind: .noFreeSlots,
      fact:
        "No slot is free: \(Words.counted(taken, of: total, "slot")) of the pool `\(poolID)` \(Words.be(taken, of: total)) taken, \(whose).",
      next: "wait for them (`getJobList(state: active)` shows the jobs), or ask for more nodes with "
        + "`resizeCluster(\"\(poolID)\", ...)`.")
  }

  /// Tasks that failed and run again by their own policy.
  var retryFindings: [Finding] {
    let retrying = waiting.filter { ($0.executionInfo?.retryCount ?? 0) > 0 }
    guard let first = retrying.first, let count = first.executionInfo?.retryCount else { return [] }
    let most = first.constraints?.maxTaskRetryCount.map { $0 < 0 ? " without end" : " of \($0)" } ?? ""
    return [
      Finding(
        kind: .retrying,
        fact: "\(Words.capitalized(Words.ids(retrying.map(\.id)))) failed and will run again "
          + "(retry \(count)\(most)).",
        next: "`getJobFile \(job.id) \(first.id) stderr.txt` shows what it says.")
    ]
  }

  /// Tasks that have failed for good.
  var failureFindings: [Finding] {
    guard counts.failed > 0, let first = failures.first else { return [] }
    let tries = failed.first { $0.id == first.taskID }?.executionInfo?.retryCount ?? 0
    var fact = "\(Words.capitalized(Words.part(counts.failed, of: counts.total, "task"))) failed"
    if tries > 0 { fact += ", its retries used up (\(tries + 1) tries)" }
    var lines = failures.flatMap(\.iterations).prefix(5).map { "iteration \($0.number): \($0.message)" }
    if lines.isEmpty {
      var cause = "task \(first.taskID)"
      if let code = first.exitCode { cause += " ended with exit code \(code)" }
      if let message = first.message, first.exitCode == nil { cause += ": \(Words.open(message))" }
      lines = [cause] + first.errorLines
    }
    // The loop keeps the other values, and has a result all the same.
    let hasResult = job.state == .completed && job.errorHandling != .stop && counts.succeeded > 0
    return [
      Finding(
        kind: .tasksFailed, fact: fact + ":", lines: lines,
        next: (hasResult ? "`getJobResult \(job.id)` gives the other values; " : "")
          + "`retryJob \(job.id)` runs what failed once more; `getJobFile \(job.id) \(first.taskID) stderr.txt` shows "
          + "what it said.")
    ]
  }
}

extension BatchTask {
  /// Whether tasks that depend on this failed one wait for ever.
  ///
  /// Source: Batch API, ExitConditions: an exit code that is named goes
  /// before all else; failure blocks unless told otherwise.
  var blocksDependents: Bool {
    let code = executionInfo?.exitCode
    let named =
      code.flatMap { code in
        exitConditions?.exitCodes?.first { $0.code == code }?.exitOptions
          ?? exitConditions?.exitCodeRanges?.first { $0.start <= code && code <= $0.end }?.exitOptions
      } ?? (code == nil ? exitConditions?.preProcessingError : nil) ?? exitConditions?.default
    return named?.dependencyAction != .satisfy
  }
}
