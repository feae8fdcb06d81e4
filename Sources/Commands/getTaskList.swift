import AzureClient
import AzureWire
import ParallelJobs
import RData
import SessionLanguage

/// `getTaskList`: the tasks of a job with their states and exit codes.
struct GetTaskList: Command {
  let signature = CommandSignature(
    name: "getTaskList", summary: "List the tasks of a job with state, exit code and node",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(
        name: "state", kind: .choice(Self.states, many: true),
        summary: "Only tasks in these states (default NULL: all)"),
      Parameter(name: "failed", kind: .flag, summary: "Only failed tasks (default FALSE)"),
    ])
  let effect = CommandEffect.none
  let examples = [
    "getTaskList job20170714215517 failed", "getTaskList('job20170714215517', state = c('active', 'running'))",
  ]
  private static let states = ["active", "preparing", "running", "completed"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let isFailedOnly = try invocation.flag("failed")
    let states = try invocation.strings("state").map { TaskState(rawValue: $0) }
    let tasks = try await context.withJobs { jobs in
      try await jobs.tasks(of: id, states: states, failedOnly: isFailedOnly)
    }
    return CommandResult(Self.table(of: tasks))
  }

  static func table(of tasks: [BatchTask]) -> RValue {
    func integers(_ value: (BatchTask) -> Int?) -> RValue {
      RValue(.integer(tasks.map { task in value(task).map { Int32(clamping: $0) } ?? .naInteger }))
    }
    return .dataFrame(
      [
        "Id": .strings(tasks.map(\.id)), "State": .strings(tasks.map { $0.state?.rawValue ?? "" }),
        "Result": RValue(.character(tasks.map { $0.executionInfo?.result?.rawValue })),
        "ExitCode": integers { $0.executionInfo?.exitCode }, "Retries": integers { $0.executionInfo?.retryCount },
        "Node": RValue(.character(tasks.map { $0.nodeInfo?.nodeId })),
      ], rowCount: tasks.count)
  }
}
