import AzureWire
import ParallelJobs
import RData
import Rendering
import SessionLanguage

/// `watchJob`: how a job stands, painted anew while it runs.
struct WatchJob: Command {
  let signature = CommandSignature(
    name: "watchJob", summary: "Show a job's progress, nodes and failures until it is over; Ctrl-C leaves it running",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "interval", kind: .number, summary: "Seconds between two looks, 0.2 at least (default 1)"),
    ])
  let examples = ["watchJob job20170714215517", "watchJob(job_id, interval = 5)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let interval = try invocation.number("interval") ?? 1
    guard interval >= 0.2 else {
      throw invocation.diagnostic("`interval` of `watchJob` must be 0.2 seconds or more", at: "interval")
    }
    let console = context.console
    let paints = console.terminal.isOutputTerminal && !console.terminal.isAccessible
    var block = RepaintedBlock()
    var resumptions = console.resumptions
    var changes = ChangeNews<JobPanel>(terminal: console.terminal)
    let alert = WaitAlert(context: context)
    while true {
      let (progress, running) = try await context.withJobs { jobs in
        let progress = try await jobs.progress(of: id)
        let isIdle = progress.isOver || progress.counts.running == 0
        return (progress, isIdle ? [] : try await jobs.tasks(of: id, states: [.preparing, .running]))
      }
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
      if progress.isOver {
        alert.tell(id, progress)
        console.noteEnd(ofJob: id, isSuccess: progress.isSuccess)
        return CommandResult(.flag(progress.isSuccess), isVisible: false)
      }
      do {
        try await Task.sleep(for: .seconds(interval))
      } catch is CancellationError {
        console.say("The job `\(id)` keeps running; `watchJob \(id)` to return.\n")
        throw CancellationError()
      }
    }
  }
}
