import ParallelJobs
import RData
import SessionLanguage

/// `getJobResult`: the value of a loop that ran as a job.
struct GetJobResult: Command {
  let signature = CommandSignature(
    name: "getJobResult", summary: "Fetch the result of a completed job",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(
        name: "partial", kind: .flag,
        summary: "Take what is there: a list of all iterations, NA where there is no value (default FALSE)"),
      Parameter(
        name: "tasks", kind: .value,
        summary: "Numbers of tasks: only their iterations, NA where there is no value (default NULL: all)"),
    ])
  let makesListing = false
  let effect = CommandEffect.none
  let examples = ["results <- getJobResult(job_id)", "getJobResult('job20170714215517', tasks = 1:3)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let isPartial = try invocation.flag("partial")
    if let tasks = try taskNumbers(invocation) {
      return CommandResult(try await context.withJobs { try await $0.result(of: id, tasks: tasks) })
    }
    return CommandResult(try await context.result(of: id, isPartial: isPartial))
  }

  private func taskNumbers(_ invocation: CommandInvocation) throws -> [Int]? {
    guard let value = invocation["tasks"], !value.isNull else { return nil }
    let numbers: [Int?] =
      switch value.storage {
      case .integer(let numbers): numbers.map { $0 >= 1 ? Int($0) : nil }
      case .double(let numbers): numbers.map { $0 >= 1 ? Int(exactly: $0) : nil }
      case .character(let texts): texts.map { $0.flatMap { Int($0) } }
      default: [nil]
      }
    let tasks = numbers.compactMap(\.self)
    guard tasks.count == numbers.count, !tasks.isEmpty, tasks.allSatisfy({ $0 >= 1 }) else {
      throw invocation.diagnostic("`tasks` of `getJobResult` must be numbers of tasks, such as 1:3", at: "tasks")
    }
    return tasks
  }
}
