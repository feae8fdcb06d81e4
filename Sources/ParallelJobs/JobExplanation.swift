import AzureWire
import Wording

/// Why a job is not done, or how it ended, in sentences: each names the fact
/// and its cause, and what to type next. Made from ``JobFacts`` alone.
package struct JobExplanation: Sendable, Equatable {
  /// One reason.
  package struct Finding: Sendable, Equatable {
    /// What was found, for programs.
    package enum Kind: Sendable, Equatable {
      case allWell, succeeded, tasksFailed, retrying, ended, deleting, disabled, submissionBrokenOff, noTasks
      case notToldToEnd, poolMissing, noNodes, resizeFailed, autoscaleNotEvaluated, autoscaleFailed, nodesComing
      case startTaskFailed, nodesUnusable, schedulingOff, preparationFailed, preparing, slotsTooLarge, noFreeSlots
      case jobLimitReached, dependencyBlocked, dependencyMissing, conditions
    }

    /// What it is, for programs.
    package var kind: Kind
    /// One sentence, with a full stop unless ``lines`` follow.
    package var fact: String
    /// What a program said, such as the last lines of its error stream.
    package var lines: [String] = []
    /// What to do about it, with the command to type; nil when nothing is to be done.
    package var next: String?
  }

  /// How far the job is, in one line.
  package var head: String
  /// The most important one first; at least one.
  package var findings: [Finding]

  package init(_ facts: JobFacts) {
    head = Self.head(facts)
    findings = facts.findings + facts.conditionFindings
  }

  /// All of it, for people.
  package var text: String {
    var text = head + "\n"
    for finding in findings {
      text += finding.fact + "\n" + finding.lines.map { "  \($0)\n" }.joined()
      if let next = finding.next { text += "Next: \(next)\n" }
    }
    return text
  }

  private static func head(_ facts: JobFacts) -> String {
    let counts = facts.counts
    var text = "The job `\(facts.job.id)` is \(facts.job.state ?? .active): "
    text += "\(Words.share(counts.completed, of: counts.total, "task")) completed"
    if counts.failed > 0 { text += " (\(counts.failed) failed)" }
    if counts.running > 0 { text += ", \(counts.running) \(Words.verb(counts.running, "run"))" }
    if counts.active > 0 { text += ", \(counts.active) \(Words.verb(counts.active, "wait"))" }
    return text + "."
  }
}

extension JobFacts {
  typealias Finding = JobExplanation.Finding

  /// The reasons, in the order in which they matter.
  var findings: [Finding] {
    switch job.state {
    case .completed?: return [ended]
    case .terminating?:
      return [Finding(kind: .ended, fact: "It is being ended; its running tasks are told to stop.")]
    case .deleting?:
      return [Finding(kind: .deleting, fact: "It is being deleted with its tasks.")]
    case .disabled?, .disabling?: return [disabled] + failureFindings
    default:
      let waiting = waitingFindings
      var failures = failureFindings
      // What waits for ever because of them has told already what to do.
      if waiting.contains(where: { $0.kind == .dependencyBlocked }) {
        for index in failures.indices { failures[index].next = nil }
      }
      let all = submissionFindings + waiting + retryFindings + failures
      return all.contains { $0.kind != .tasksFailed && $0.kind != .retrying } ? all : [allWell] + all
    }
  }

  private var ended: Finding {
    if let reason = job.executionInfo?.terminateReason, reason != "AllTasksComplete" {
      let left = counts.active > 0 ? "; \(Words.counted(counts.active, "task")) never ran" : ""
      return Finding(
        kind: .ended, fact: "It was ended before its tasks were done (\(reason))\(left).",
        next:
          "`getJobResult(\"\(job.id)\", partial = TRUE)` gives the values there are; `retryJob \(job.id)` runs the rest."
      )
    }
    if let failure = failureFindings.first { return failure }
    return Finding(
      kind: .succeeded, fact: "All its tasks have succeeded.",
      next: job.isCombinedInCloud || job.iterationCount != nil ? "`getJobResult \(job.id)` fetches its result." : nil)
  }

  private var disabled: Finding {
    Finding(
      kind: .disabled, fact: "It is disabled: none of its tasks starts until somebody enables it.",
      next: "`enableJob \(job.id)` lets it go on.")
  }

  private var submissionFindings: [Finding] {
    if job.onAllTasksComplete == .noAction, let expected = expectedTasks {
      return [
        Finding(
          kind: .submissionBrokenOff,
          fact:
            "Its submission broke off, or is under way: \(Words.share(counts.total, of: expected, "task")) submitted "
            + "and it was not told to end with them.",
          next: "submit the same loop with `.options.azure = list(job = \"\(job.id)\")` to complete it, or "
            + "`deleteJob \(job.id)`.")
      ]
    }
    guard counts.active + counts.running == 0 else { return [] }
    if counts.total == 0 {
      return [
        Finding(
          kind: .noTasks, fact: "It has no tasks: its submission broke off, or is under way.",
          next: "`deleteJob \(job.id)` if nobody is submitting to it.")
      ]
    }
    guard job.onAllTasksComplete != .terminateJob else { return [] }
    return [
      Finding(
        kind: .notToldToEnd,
        fact: "All its tasks are completed, but it was not told to end with them: it waits for nothing.",
        next: "`terminateJob \(job.id)` ends it; what it has done stays.")
    ]
  }

  private var allWell: Finding {
    var fact = "Nothing is in its way"
    if counts.active > 0 {
      let dependent = waiting.filter { $0.dependsOn != nil }.count
      if counts.running > 0, dependent == waiting.count, dependent > 0 {
        fact += ": \(Words.ids(waiting.map(\.id))) \(Words.verb(dependent, "wait")) for those that run"
      } else if counts.running > 0 {
        fact += ": all slots are taken by its own tasks"
      } else {
        fact += ": its tasks start in a moment"
      }
    }
    return Finding(kind: .allWell, fact: fact + ".", next: "`waitForJob \(job.id)` waits for its end.")
  }
}
