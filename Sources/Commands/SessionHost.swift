import AzureClient
import Clusters
import Foundation
import LocalR
import ParallelJobs
package import RData
import Rendering
import Session
package import SessionLanguage

/// Joins the language to the house: commands, jobs, R on this machine, and
/// the console.
package struct SessionHost: LanguageHost {
  package let context: CommandContext
  private let localR: LocalR

  package init(context: CommandContext) {
    let console = context.console
    let localR = LocalR(width: { console.terminal.width }) { output in
      switch output {
      case .standard(let text): console.write(text)
      case .error(let text): console.note(text)
      }
    }
    self.localR = localR
    var context = context
    context.combine = { try await localR.runLoop(LocalLoop(combining: $0)).value }
    self.context = context
  }

  /// Ends the R process of this machine, if one was started.
  package func close() async {
    await localR.shutdown()
  }

  package var commands: [CommandSignature] { CommandTable.signatures }

  package func run(_ invocation: CommandInvocation) async throws -> CommandResult {
    guard let command = CommandTable.command(named: invocation.name) else {
      throw invocation.diagnostic("there is no command `\(invocation.name)`")
    }
    do {
      return try await command.run(invocation, in: context)
    } catch let error as JobError where error.kind == .notFound {
      throw try await withSuggestion(error, invocation)
    } catch let error as AzureError {
      throw await explained(error)
    }
  }

  /// The same error with the id that was probably meant, from a fresh list.
  private func withSuggestion(_ error: JobError, _ invocation: CommandInvocation) async throws -> JobError {
    try await context.session.refreshKnownJobs()
    let known = context.session.knownJobs.ids
    for id in try invocation.strings("jobId") where !known.contains(id) {
      if let suggestion = EditDistance.suggestion(for: id, among: known) {
        return .notFound(id, suggestion: suggestion)
      }
    }
    return error
  }

  /// With what only the service's operators understand, where it is wanted.
  private func explained(_ error: AzureError) async -> AzureError {
    await context.session.isVerbose ? error.withOrigin : error
  }

  package func run(_ loop: ForeachLoop) async throws -> RAnswer {
    guard loop.isParallel else {
      return RAnswer(try await localR.runLoop(LoopTranslation(loop: loop).localLoop()))
    }
    do {
      return try await runParallel(loop)
    } catch let error as AzureError {
      throw await explained(error)
    }
  }

  private func runParallel(_ loop: ForeachLoop) async throws -> RAnswer {
    guard let defaults = await context.session.loopDefaults else {
      throw ClusterError(
        .notFound,
        "No cluster is registered, so there is nothing to run the loop on; `makeCluster(\"cluster.json\")` makes one, "
          + "`getCluster(\"name\")` takes one that there is, `%do%` runs the loop here.")
    }
    let translation = LoopTranslation(loop: loop, defaults: defaults)
    // Found out before anything is submitted.
    guard await !context.session.isLocal || LocalR.find(path: environmentVariable("PATH")) != nil else {
      throw loop.diagnostic(
        "R is not installed on this machine (no Rscript on PATH), so the local service cannot run the loop; install R "
          + "(Debian: r-base-core)")
    }
    let submission = try translation.submission()
    if submission.iterationCount == 0, submission.options.waits {
      // Nothing to submit; what `.init` and `.final` make of it is R's to say.
      return RAnswer(try await localR.runLoop(translation.localLoop()))
    }
    return RAnswer(try await ParallelLoop(context: context).run(submission))
  }

  package func evaluateInR(_ source: String, variables: [RBinding]) async throws -> RAnswer {
    do {
      return RAnswer(try await localR.evaluate(source, variables: variables))
    } catch let error as LocalRError where error.code == .notInstalled {
      throw RUnavailable(remedy: "install R (Debian: r-base-core)")
    }
  }

  package func isKnownToR(names: [String], packages: [String]) async -> Set<String>? {
    // The list of R's own names answers without a process.
    nil
  }

  package func write(_ text: String) async { context.console.write(text) }

  package func note(_ text: String) async { context.console.note(text) }

  package func show(_ value: RValue) async {
    context.console.write(RPrinter(width: context.console.terminal.width).string(value))
  }

  package func now() -> Double { context.now() }

  package func environmentVariable(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

  package func knownJobIDs() -> [String] { context.session.knownJobs.ids }
}

extension RAnswer {
  fileprivate init(_ evaluation: REvaluation) {
    self.init(evaluation.value, assigned: evaluation.assigned, removed: evaluation.removed)
  }
}
