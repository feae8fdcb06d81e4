import AzureWire
import ParallelJobs
import RData
import Rendering
import Session
import SessionLanguage

/// `watchJob`: how a job stands, painted anew while it runs.
struct WatchJob: Command {
  let signature = CommandSignature(
    name: "watchJob", summary: "Show a job's progress, nodes and failures until it is over; Ctrl-C leaves it running",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "interval", kind: .number, summary: "Seconds between two looks, 0.2 at least (default 1)"),
    ])
  let effect = CommandEffect.none
  let examples = ["watchJob job20170714215517", "watchJob(job_id, interval = 5)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let interval = try invocation.number("interval") ?? 1
    guard interval >= 0.2 else {
      throw invocation.diagnostic("`interval` of `watchJob` must be 0.2 seconds or more", at: "interval")
    }
    // The end is shown here, and not told by a notice as well.
    context.session.jobWatch.leave(id)
    do {
      let isSuccess = try await watch(id, interval: interval, in: context)
      context.console.noteEnd(ofJob: id, isSuccess: isSuccess)
      return CommandResult(.flag(isSuccess), isVisible: false)
    } catch {
      // The job goes on, though nobody watches it any more.
      if !(error is JobError) { context.session.jobWatch.follow(id) }
      throw error
    }
  }

  /// - Returns: whether the job has succeeded.
  private func watch(_ id: String, interval: Double, in context: CommandContext) async throws -> Bool {
    let console = context.console
    let paints = console.terminal.isOutputTerminal && !console.terminal.isAccessible
    var block = RepaintedBlock()
    var resumptions = console.resumptions
    var changes = ChangeNews<JobPanel>(terminal: console.terminal)
    var wasThere = false
    let alert = WaitAlert(context: context)
    while true {
      let (progress, running) = try await look(at: id, wasThere: wasThere, in: context)
      let panel = JobPanel(id: id, progress: progress, running: running)
      let time = Timestamp(secondsSince1970: context.now()).iso8601Seconds
      if console.resumptions != resumptions {
        resumptions = console.resumptions
        block = RepaintedBlock()
      }
      if paints {
        console.write(block.paint(panel.lines(at: time, width: console.terminal.width), width: console.terminal.width))
      } else if changes.news(panel, now: context.now()) != nil {
        // A line for each change, with its time, is what can be read later, or aloud.
        console.write("\(time) \(panel.summary)\n")
      }
      wasThere = true
      if progress.state == .deleting { throw JobError.deletedMeanwhile(id) }
      if progress.isOver {
        alert.tell(id, progress)
        return progress.isSuccess
      }
      do {
        try await Task.sleep(for: .seconds(interval))
      } catch is CancellationError {
        console.say("The job `\(id)` keeps running; `watchJob \(id)` to return.\n")
        throw CancellationError()
      }
    }
  }

  /// - Throws: ``JobError`` when the job does not exist, or no more.
  private func look(
    at id: String, wasThere: Bool, in context: CommandContext
  ) async throws -> (JobProgress, running: [BatchTask]) {
    do {
      return try await context.withJobs { jobs in
        let progress = try await jobs.progress(of: id)
        let isIdle = progress.isOver || progress.counts.running == 0
        return (progress, isIdle ? [] : try await jobs.tasks(of: id, states: [.preparing, .running]))
      }
    } catch let error as JobError where wasThere && error.kind == .notFound {
      throw JobError.deletedMeanwhile(id)
    }
  }
}
