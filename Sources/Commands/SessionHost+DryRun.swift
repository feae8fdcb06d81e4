import AzureWire
import Clusters
import ParallelJobs
import RData
import Session
import SessionLanguage
import Wording

extension SessionHost {
  /// In a dry run, what a command comes to that works on things which only
  /// would be there.
  ///
  /// - Parameter invocation: what remains of it: of several jobs those that
  ///   there are.
  /// - Returns: nil when it is to run, or to be named, as always.
  /// - Throws: ``UnknownValue`` when the command would tell something of them.
  func walkPast(_ invocation: inout CommandInvocation, _ command: any Command) async throws -> CommandResult? {
    guard context.isDryRun else { return nil }
    if invocation.name == "uploadStorageFile" { context.plan.add(.container, try invocation.newContainer()) }
    let planned = try await things(in: invocation).filter { context.plan.holds($0.thing, $0.name) }
    guard let first = planned.first else { return nil }
    let names = planned.map { "`\($0.name)`" }.joined(separator: ", ")
    context.console.say(
      "Dry run: `\(invocation.name)` would run on the \(planned.count == 1 ? "\(first.thing)" : "\(first.thing)s") \(names).\n"
    )
    await note(invocation, planned)
    let missing = Set(planned.map(\.name))
    if try invocation.jobIDs().contains(where: { !missing.contains($0) }) {
      invocation = try invocation.withoutJobIDs(missing)
      return nil
    }
    if case .none = command.effect {} else { return .nothing }
    // A wait ends well unless something fails.
    if invocation.name.hasPrefix("wait") { return CommandResult(.flag(true), isVisible: false) }
    throw UnknownValue()
  }

  /// What would be gone or registered then.
  private func note(_ invocation: CommandInvocation, _ planned: [(thing: DryRunPlan.Thing, name: String)]) async {
    for (thing, name) in planned {
      switch invocation.name {
      case "deleteJob", "deleteStorageContainer": context.plan.remove(thing, name)
      case "stopCluster":
        context.plan.remove(thing, name)
        await context.session.forgetCluster(name)
      case "getCluster", "registerDoAzureParallel": await context.session.register(ActiveCluster(id: name))
      default: break
      }
    }
  }

  /// The jobs, clusters and containers that a call names, or works on unless
  /// it names others.
  private func things(in invocation: CommandInvocation) async throws -> [(thing: DryRunPlan.Thing, name: String)] {
    var things: [(thing: DryRunPlan.Thing, name: String)] = []
    // It asks of the registered one, too.
    if invocation.name == "getDoParWorkers", let cluster = await context.session.cluster {
      things.append((.cluster, cluster.id))
    }
    for parameter in invocation.signature.parameters {
      switch parameter.kind {
      case .jobID: things += try invocation.strings(parameter.name).map { (.job, $0) }
      case .container: things += try invocation.string(parameter.name).map { [(.container, $0)] } ?? []
      case .poolID:
        var name = try invocation.clusterID(parameter.name)
        if name == nil, !parameter.isRequired { name = await context.session.cluster?.id }
        things += name.map { [(.cluster, $0)] } ?? []
      default: break
      }
    }
    return things
  }

  /// Says what a loop would submit.
  ///
  /// - Returns: what the loop gives when it is not waited for.
  /// - Throws: ``UnknownValue`` when it is.
  func plan(_ submission: LoopSubmission, of loop: ForeachLoop) throws -> RAnswer {
    let id = submission.options.jobID
    context.console.say(
      "Dry run: \(Words.counted(submission.iterationCount, "iteration")) would be submitted to the pool `\(submission.options.pool)`"
        + (id.map { " as the job `\($0)`" } ?? "") + ".\n")
    let name = id ?? "dry-run"
    context.plan.add(.job, name)
    for file in submission.options.outputFiles { context.plan.add(.container, file.destination.container.containerUrl) }
    guard !submission.options.waits else { throw UnknownValue() }
    return RAnswer(.string(name))
  }
}
