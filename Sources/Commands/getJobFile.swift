import LocalR
import ParallelJobs
import RData
import Rendering
import SessionLanguage
import Synchronization

/// `getJobFile`: a file of a task, such as its output while it runs.
struct GetJobFile: Command {
  let signature = CommandSignature(
    name: "getJobFile", summary: "Show a file of a task, stdout.txt or wd/1.txt say",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "taskId", kind: .taskID, isRequired: true, summary: "The task's id: 1, 2, ... or merge"),
      Parameter(
        name: "filePath", kind: .text, summary: "Relative to the task's directory (default stderr.txt)"),
      Parameter(
        name: "follow", kind: .flag, summary: "Go on as the file grows, until the task has ended (default FALSE)"),
      Parameter(name: "downloadPath", kind: .path, summary: "A file to write it to (default NULL: show it)"),
      Parameter(name: "overwrite", kind: .flag, summary: "Whether that file may exist already (default FALSE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["getJobFile job20170714215517 3 stderr.txt", "getJobFile(job_id, '3', 'wd/3.txt', follow = TRUE)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let task = try taskID(invocation)
    let path = try invocation.string("filePath") ?? "stderr.txt"
    if try invocation.flag("follow") {
      if invocation.isGiven("downloadPath") {
        throw invocation.diagnostic("`follow` shows a file as it grows; leave out `downloadPath`", at: "downloadPath")
      }
      return try await follow(path, task: task, of: id, in: context)
    }
    let target = try DownloadTarget(invocation)
    let bytes = try await context.withJobs { try await $0.file(path, ofTask: task, of: id) }
    if bytes.isEmpty { _ = try await pointElsewhere(from: path, task: task, of: id, in: context) }
    if let target {
      try target.write(bytes)
      context.console.say("Wrote \(ByteSize.text(Int64(bytes.count))) to \(target.path).\n")
      return CommandResult(.string(target.path), isVisible: false)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if context.isForPrograms { return CommandResult(.string(text)) }
    context.console.write(text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
    return CommandResult(.string(text), isVisible: false)
  }

  private func follow(
    _ path: String, task: String, of id: String, in context: CommandContext
  ) async throws -> CommandResult {
    // Whoever follows an empty file would wait for nothing.
    let isTold = try await pointElsewhere(from: path, task: task, of: id, isFollowed: true, in: context)
    let state = Mutex((assembler: TextAssembler(), taken: Int64(0), endsLine: true))
    @Sendable func write(_ text: String) {
      if let last = text.last { state.withLock { $0.endsLine = last == "\n" } }
      context.console.write(text)
    }
    try await context.withJobs { jobs in
      // Done again where it was when the service has died and come back.
      try await jobs.follow(path, ofTask: task, of: id, from: state.withLock { $0.taken }) { bytes, end in
        let text = state.withLock { state in
          state.taken = end
          return state.assembler.text(bytes)
        }
        write(text)
      }
    }
    write(state.withLock { $0.assembler.remainder() })
    if !state.withLock({ $0.endsLine }) { context.console.write("\n") }
    if !isTold, state.withLock({ $0.taken }) == 0 {
      _ = try await pointElsewhere(from: path, task: task, of: id, in: context)
    }
    return .nothing
  }

  /// Says where the task's output is when this file is empty and another has
  /// it.
  ///
  /// - Returns: whether something was said.
  private func pointElsewhere(
    from path: String, task: String, of id: String, isFollowed: Bool = false, in context: CommandContext
  ) async throws -> Bool {
    let other = try await context.withJobs { try await $0.output(insteadOf: path, ofTask: task, of: id) }
    guard let other else { return false }
    context.console.say(
      "The file `\(path)` of task \(task) is empty: R writes into `\(other)`; "
        + "`getJobFile \(id) \(task) \(other)\(isFollowed ? " follow" : "")` shows it.\n")
    return true
  }

  /// A task may be named by a number as well.
  private func taskID(_ invocation: CommandInvocation) throws -> String {
    if let number = invocation["taskId"]?.asInt { return String(number) }
    return try invocation.requiredString("taskId")
  }
}
