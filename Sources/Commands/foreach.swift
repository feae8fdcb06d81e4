import AzureWire
import ParallelJobs
import RData
import Rendering
import Session
import Synchronization
import Wording

/// `foreach(...) %dopar% { ... }`: a loop as a job.
struct ParallelLoop: Sendable {
  let context: CommandContext

  /// Submits the loop.
  ///
  /// - Returns: its id with `wait = FALSE`, else its value.
  func run(_ submission: LoopSubmission) async throws -> RValue {
    let console = context.console
    let repaints = console.terminal.repaintsProgress
    let state = Mutex(SubmissionState())
    if submission.options.isVerbose { console.note(Self.description(of: submission)) }
    let id: String
    do {
      id = try await context.withJobs { jobs in
        try await jobs.submit(submission) { event in
          state.withLock { $0.note(event) }
          guard repaints, case .tasks(let acknowledged, let total) = event else { return }
          console.note("\r\u{1B}[KSubmitting tasks (\(acknowledged)/\(total))")
        }
      }
    } catch {
      if let text = state.withLock({ $0.text }) { console.note((repaints ? "\r\u{1B}[K" : "") + text) }
      throw error
    }
    if repaints { console.note("\r\u{1B}[K") }
    await context.session.remember(id)
    guard submission.options.waits else {
      console.say("Submitted the job `\(id)`; `getJobResult(\"\(id)\")` fetches its result when it is done.\n")
      return .string(id)
    }
    console.say("Submitted the job `\(id)`; Ctrl-C detaches.\n")
    let timeout = submission.options.timeout.map { Double($0.components.seconds) }
    let progress = try await JobWaiter(context: context).wait(for: id, timeout: timeout)
    var value = try await context.result(of: id)
    // foreach's own list carries no names; the layout's does.
    if submission.options.combination.isPlain { value.names = nil }
    guard submission.options.autoDeleteJob else { return value }
    if progress.counts.failed > 0 {
      // Whoever wants to know why needs the job's files.
      console.say(
        "The job `\(id)` stays, because \(progress.counts.failed) of its tasks failed: `explainJob \(id)` says why, "
          + "`deleteJob \(id)` removes it.\n")
    } else {
      try await delete(id)
    }
    return value
  }

  /// What `.verbose` tells before a submission.
  static func description(of loop: LoopSubmission) -> String {
    let options = loop.options
    let tasks = (loop.iterationCount + options.chunkSize - 1) / max(options.chunkSize, 1)
    var lines = ["\(Words.counted(loop.iterationCount, "iteration")) in \(Words.counted(tasks, "task"))"]
    func list(_ name: String, _ items: [String]) {
      if !items.isEmpty { lines.append("\(name): \(items.joined(separator: ", "))") }
    }
    // Functions without a name of the user's own have one of azp's.
    list("variables that travel", loop.exports.map(\.name).filter { !$0.hasPrefix(".azp_") })
    list("packages", options.packages)
    list("packages from GitHub", options.github)
    list("packages from Bioconductor", options.bioconductor)
    list("inputs", options.inputs)
    return lines.joined(separator: "\n") + "\n"
  }

  /// How far a submission has come, to be told when it breaks off.
  private struct SubmissionState {
    private var jobID: String?
    private var tasks = (acknowledged: 0, total: 0)
    private var isUncertain = false

    mutating func note(_ event: SubmissionEvent) {
      switch event {
      case .created(let id): jobID = id
      case .tasks(let acknowledged, let total): tasks = (acknowledged, total)
      case .uncertain(let id): (jobID, isUncertain) = (id, true)
      }
    }

    /// Nil when nothing was left behind.
    var text: String? {
      jobID.map { id in
        let (acknowledged, total) = tasks
        let state =
          isUncertain
          ? "Whether the job `\(id)` was added is not known"
          : "\(Words.counted(acknowledged, of: total, "task")) of the job `\(id)` \(Words.be(acknowledged, of: total)) submitted"
        return
          "\(state); submit the same loop with `.options.azure = list(job = \"\(id)\")` to complete it, or "
          + "`deleteJob \(id)`.\n"
      }
    }
  }

  private func delete(_ id: String) async throws {
    try await context.withJobs { jobs in
      if let plan = try await jobs.deletionPlan(for: id) { try await jobs.delete(plan) }
    }
    await context.session.forget(id)
  }
}
