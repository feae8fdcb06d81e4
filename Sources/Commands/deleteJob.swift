import ParallelJobs
import Rendering
import Session
import SessionLanguage
import Wording

/// `deleteJob`: removes jobs with their tasks and results.
///
/// It says what goes, and asks; where there is nobody to ask it wants `yes`,
/// and touches nothing without.
struct DeleteJob: Command {
  let signature = CommandSignature(
    name: "deleteJob", summary: "Delete jobs with their tasks and results",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true, summary: "One id or several"),
      Parameter(name: "yes", kind: .flag, summary: "Do not ask (default FALSE)"),
      Parameter(name: "verbose", kind: .flag, summary: "Say what was deleted (default TRUE)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would go (default FALSE)"),
    ])
  let examples = ["deleteJob job11 job12 yes", "deleteJob(job_id, yes = TRUE)"]
  let exampleSetUp = """
    for (id in c("job11", "job12", "job13")) {
      foreach(i = 1:2, .options.azure = list(job = id, wait = FALSE)) %dopar% i
    }
    job_id <- "job13"
    """
  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let ids = try invocation.strings("jobId")
    // Everything is looked up before anything is touched.
    var plans: [DeletionPlan] = []
    for id in ids {
      guard let plan = try await context.withJobs({ try await $0.deletionPlan(for: id) }) else {
        throw JobError.notFound(id)
      }
      plans.append(plan)
    }
    guard try await deletion(of: plans).isConfirmed(invocation, context) else { return .nothing }
    let isVerbose = try invocation.flag("verbose", default: true)
    var deleted: [String] = []
    var remaining: Set<String> = []
    // What went is told also when something after it fails.
    defer {
      for id in deleted where isVerbose {
        let outcome = remaining.contains(id) ? "is being deleted; its nodes are letting go of it." : "has been deleted."
        context.console.tell("Your job '\(id)' \(outcome)\n")
      }
    }
    for plan in plans {
      try await context.withJobs { try await $0.delete(plan) }
      await context.session.forget(plan.id)
      deleted.append(plan.id)
      remaining.insert(plan.id)
    }
    // So that the ids are free for the next statement, where that takes no minutes.
    let patience: Duration = await context.session.isLocal ? .seconds(20) : .zero
    remaining = try await context.withJobs { [deleted] in try await $0.remaining(of: deleted, patience: patience) }
    return .nothing
  }

  private func deletion(of plans: [DeletionPlan]) -> Deletion {
    let lines = plans.map { plan in
      let subject = plan.isRunning ? "is still running; it goes" : "goes"
      return
        "The job `\(plan.id)` \(subject) with \(Words.counted(plan.taskCount, "task")) and \(ByteSize.text(plan.resultSize)) of files."
    }
    let description = lines.joined(separator: "\n")
    guard plans.count > 1 else { return Deletion(description: description, question: "Delete it? [y/N]") }
    // Whoever types the number has seen how many go.
    return Deletion(
      description: description, question: "Type \(plans.count) to delete them:", word: String(plans.count))
  }
}
