import AzureClient
import AzureWire
import Wording

/// Why tasks that wait find no node.
extension JobFacts {
  /// - Returns: nothing when nobody waits, or nothing is in the way.
  var waitingFindings: [Finding] {
    guard counts.active > 0 else { return [] }
    guard let pool else {
      return [
        Finding(
          kind: .poolMissing, fact: "The pool `\(poolID)` that it is to run on does not exist.",
          next: "`deleteJob \(job.id)`, and submit it to a cluster that `getClusterList()` shows.")
      ]
    }
    if nodes.isEmpty { return [withoutNodes(pool)] }
    var findings = taskFindings
    let troubled = nodeFindings(pool)
    if usableNodes.isEmpty {
      // Nothing else matters while there is no node.
      return (ableNodes.isEmpty ? [] : [preparationFinding].compactMap(\.self)) + troubled
    }
    findings += troubled
    findings += [preparingFinding, slotFinding].compactMap(\.self)
    return findings
  }

  private func withoutNodes(_ pool: BatchPool) -> Finding {
    if pool.state == .deleting {
      return Finding(
        kind: .poolMissing, fact: "The pool `\(pool.id)` that it runs on is being deleted.",
        next: "`deleteJob \(job.id)`, and submit it to a cluster that `getClusterList()` shows.")
    }
    if let failure = resizeFinding(pool) { return failure }
    if pool.enableAutoScale == true { return autoscaleFinding(pool) }
    let target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0)
    if target > 0 || pool.allocationState == .resizing {
      return Finding(
        kind: .nodesComing,
        fact:
          "The pool `\(pool.id)` has no nodes yet; \(Words.counted(target, "node")) \(Words.be(target)) being allocated.",
        next: "`waitForNodesToComplete \(pool.id)` waits for them.")
    }
    return Finding(
      kind: .noNodes, fact: "The pool `\(pool.id)` has no nodes, and none are asked for.",
      next: "`resizeCluster(\"\(pool.id)\", ...)` asks for some.")
  }

  private func resizeFinding(_ pool: BatchPool) -> Finding? {
    guard let error = pool.resizeErrors?.first else { return nil }
    let target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0)
    let what = "The pool `\(pool.id)` has \(nodes.count) of the \(Words.counted(target, "node")) it should have"
    let reason = Words.open(error.message ?? "no reason is given")
    return Finding(
      kind: .resizeFailed, fact: "\(what): \(reason) (\(error.code ?? "ResizeError")).",
      next: "`resizeCluster(\"\(pool.id)\", ...)` asks again, for fewer nodes if it is a quota.")
  }

  private func autoscaleFinding(_ pool: BatchPool) -> Finding {
    guard let run = pool.autoScaleRun else {
      let every =
        (pool.autoScaleEvaluationInterval?.seconds).map { ", which happens every \(Int($0 / 60)) minutes" } ?? ""
      return Finding(
        kind: .autoscaleNotEvaluated,
        fact: "The pool `\(pool.id)` has no nodes: its autoscale formula was not evaluated yet\(every).",
        next: "`getCluster \(pool.id)` in a few minutes.")
    }
    if let error = run.error {
      return Finding(
        kind: .autoscaleFailed,
        fact: "The pool `\(pool.id)` has no nodes: its autoscale formula failed: "
          + "\(Words.open(error.message ?? "no reason is given")) (\(error.code ?? "error")).",
        next: "`resizeCluster(\"\(pool.id)\", ...)` gives it another formula.")
    }
    let target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0)
    if target > 0 {
      return Finding(
        kind: .nodesComing,
        fact: "The pool `\(pool.id)` has no nodes yet; its autoscale formula has asked for \(target).",
        next: "`waitForNodesToComplete \(pool.id)` waits for them.")
    }
    return Finding(
      kind: .noNodes,
      fact: "The pool `\(pool.id)` has no nodes: its autoscale formula asked for none"
        + (run.timestamp.map { " at \($0.iso8601Seconds)" } ?? "") + ".",
      next: "wait for its next evaluation, or ask for nodes with `resizeCluster(\"\(pool.id)\", ...)`.")
  }

  // MARK: Nodes that are there

  private func nodeFindings(_ pool: BatchPool) -> [Finding] {
    var findings: [Finding] = []
    let failed = nodes.filter { $0.state == .startTaskFailed }
    if !failed.isEmpty { findings.append(startTaskFinding(failed, pool)) }
    let off = nodes.filter { $0.schedulingState == "disabled" }
    // A node that is to take no tasks counts as offline.
    let unusable = nodes.filter {
      [.unusable, .offline, .unknown, .preempted].contains($0.state) && $0.schedulingState != "disabled"
    }
    if !unusable.isEmpty { findings.append(unusableFinding(unusable, pool)) }
    if !off.isEmpty {
      findings.append(
        Finding(
          kind: .schedulingOff,
          fact: Words.capitalized(
            "\(Words.part(off.count, of: nodes.count, "node")) of the pool `\(pool.id)` "
              + "\(Words.verb(off.count, "take")) no tasks: scheduling is switched off there."),
          next: "`rebootNode \(pool.id) \(off[0].id)`, or switch it on with the client that switched it off."))
    }
    if let failure = resizeFinding(pool) { findings.append(failure) }
    let coming = nodes.filter {
      [.creating, .starting, .waitingForStartTask, .rebooting, .reimaging].contains($0.state)
    }
    if !coming.isEmpty, ableNodes.isEmpty {
      let doing = coming.contains { $0.state == .waitingForStartTask } ? "running the start task" : "starting"
      findings.append(
        Finding(
          kind: .nodesComing,
          fact: Words.capitalized(
            "\(Words.part(coming.count, of: nodes.count, "node")) of the pool `\(pool.id)` "
              + "\(Words.be(coming.count)) still \(doing)."),
          next: "`waitForNodesToComplete \(pool.id)` waits for them."))
    }
    return findings
  }

  private func startTaskFinding(_ failed: [BatchNode], _ pool: BatchPool) -> Finding {
    let node = failed.first { startTaskOutput[$0.id]?.lines.isEmpty == false } ?? failed[0]
    let output = startTaskOutput[node.id]
    let whose = failed.count == 1 ? "its" : "their"
    var fact =
      "\(Words.part(failed.count, of: nodes.count, "node")) of the pool `\(pool.id)` failed \(whose) start task"
    if let code = node.startTaskInfo?.exitCode {
      fact += " (exit code \(code))"
    } else if let message = node.startTaskInfo?.failureInfo?.message {
      fact += " (\(Words.open(message)))"
    }
    let retry = "`rebootNode \(pool.id) \(node.id)` tries again"
    guard let output, !output.lines.isEmpty else {
      let what = output == nil ? ", and what it wrote cannot be read." : ", which wrote nothing."
      return Finding(kind: .startTaskFailed, fact: Words.capitalized(fact + what), next: retry + ".")
    }
    return Finding(
      kind: .startTaskFailed, fact: Words.capitalized(fact + "; its \(output.subject) ends:"), lines: output.lines,
      next: "`getClusterFile \(pool.id) \(node.id) \(output.path)` shows all of it, \(retry).")
  }

  private func unusableFinding(_ unusable: [BatchNode], _ pool: BatchPool) -> Finding {
    let states = Set(unusable.compactMap(\.state?.rawValue)).sorted().joined(separator: ", ")
    var fact =
      "\(Words.part(unusable.count, of: nodes.count, "node")) of the pool `\(pool.id)` "
      + "\(Words.be(unusable.count)) \(states)"
    if let error = unusable.lazy.compactMap({ $0.errors?.first }).first {
      fact += ": \(Words.open(error.message ?? error.code ?? "no reason is given"))"
    }
    return Finding(
      kind: .nodesUnusable, fact: Words.capitalized(fact + "."),
      next: "`rebootNode \(pool.id) \(unusable[0].id)` restarts it; `getNodeList \(pool.id)` shows all.")
  }

  // MARK: The job on them

  private var preparationFinding: Finding? {
    let failed = preparations.filter { $0.jobPreparationTaskExecutionInfo?.result == .failure }
    guard let first = failed.first, let end = first.jobPreparationTaskExecutionInfo else { return nil }
    if end.exitCode == 127 {
      return Finding(
        kind: .preparationFailed, fact: "Its preparation failed: Rscript is not installed on its nodes.",
        next: "install R there (Debian: r-base-core), then `deleteJob \(job.id)` and submit again.")
    }
    var fact = "Its preparation failed on every node that could run it (\(Words.counted(failed.count, "node")))"
    fact += end.exitCode.map { ", with exit code \($0)" } ?? ""
    if let message = end.failureInfo?.message, end.exitCode == nil { fact += ": \(Words.open(message))" }
    fact += preparationErrors.isEmpty ? "." : "; its error output ends:"
    return Finding(
      kind: .preparationFailed, fact: fact, lines: preparationErrors,
      next: "put that right, then `deleteJob \(job.id)` and submit again.")
  }

  private var preparingFinding: Finding? {
    let running = preparations.filter { $0.jobPreparationTaskExecutionInfo?.state == "running" }
    guard !running.isEmpty, counts.running == 0, counts.completed == 0 else { return nil }
    return Finding(
      kind: .preparing,
      fact: "Its preparation is running on \(Words.counted(running.count, "node")): files and packages are fetched.",
      next: "`waitForJob \(job.id)` waits for its end.")
  }
}
