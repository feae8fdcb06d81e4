import ParallelJobs
import RData
import SessionLanguage

/// `getJobFile`: a file of a task, such as its output while it runs.
struct GetJobFile: Command {
  let signature = CommandSignature(
    name: "getJobFile", summary: "Show a file of a task, stdout.txt or wd/1.txt say",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "taskId", kind: .taskID, isRequired: true, summary: "The task's id: 1, 2, ... or merge"),
      Parameter(
        name: "filePath", kind: .text, summary: "Relative to the task's directory (default stderr.txt)"),
    ])
  let examples = ["getJobFile job20170714215517 3 stderr.txt", "getJobFile(job_id, '3', 'wd/3.txt')"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let task = try taskID(invocation)
    let path = try invocation.string("filePath") ?? "stderr.txt"
    let bytes = try await context.withJobs { try await $0.file(path, ofTask: task, of: id) }
    let text = String(decoding: bytes, as: UTF8.self)
    if context.isForPrograms { return CommandResult(.string(text)) }
    context.console.write(text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
    return CommandResult(.string(text), isVisible: false)
  }

  /// A task may be named by a number as well.
  private func taskID(_ invocation: CommandInvocation) throws -> String {
    if let number = invocation["taskId"]?.asInt { return String(number) }
    return try invocation.requiredString("taskId")
  }
}
