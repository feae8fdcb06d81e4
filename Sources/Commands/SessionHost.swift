import AzureClient
import Clusters
import LocalR
import ParallelJobs
package import RData
import Rendering
import Session
package import SessionLanguage
import Wording

/// Joins the language to the house: commands, jobs, R on this machine, and
/// the console.
package struct SessionHost: LanguageHost {
  /// What commands are given.
  package let context: CommandContext
  package let commandArguments: [String]
  private let localR: LocalR

  /// - Parameter commandArguments: what `commandArgs()` gives.
  package init(context: CommandContext, commandArguments: [String] = ["azp"]) {
    self.commandArguments = commandArguments
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
    context.evaluateInR = { try await localR.evaluate($0, variables: $1).value }
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
    var invocation = invocation
    if let result = try await walkPast(&invocation, command) { return result }
    if context.isDryRun, case .changes = command.effect {
      context.console.note("Dry run: `\(invocation.name)` is not run.\n")
      return .nothing
    }
    do {
      do {
        return try await run(command, invocation)
      } catch let error as JobError where error.unknownID != nil {
        // Only now does a short id cost anything: one that exists has been found.
        return try await run(command, try await corrected(invocation, error, command))
      }
    } catch let error as AzureError {
      throw await explained(error.advising(invocation))
    }
  }

  private func run(_ command: any Command, _ invocation: CommandInvocation) async throws -> CommandResult {
    var result = try await command.run(invocation, in: context.isForPrograms ? context.withProseAside : context)
    result.isListing = command.makesListing && result.value.inherits("data.frame")
    return result
  }

  /// The call with whole ids where the beginnings of some were typed.
  ///
  /// - Throws: the error, with the id that was probably meant, when there is
  ///   nothing to correct. All is looked up in a fresh list.
  private func corrected(
    _ invocation: CommandInvocation, _ error: JobError, _ command: any Command
  ) async throws -> CommandInvocation {
    let known = context.session.knownJobs
    // A job that was there a moment ago was deleted; no other is meant.
    let wasDeleted = try invocation.jobIDs().contains { known.contains($0) && error.unknownID == $0 }
    try await context.session.refreshKnownJobs()
    let missing = try invocation.jobIDs().filter { !known.contains($0) }
    if context.shell.isAtPrompt, !wasDeleted {
      let jobs = ShortJobID(jobs: known.matching(prefix: "").entries)
      var meant: [String: String] = [:]
      for word in missing { meant[word] = try jobs.id(meantBy: word) }
      if !meant.isEmpty, meant.count == Set(missing).count {
        guard try await isMeant(meant, invocation, command) else { throw error }
        return try invocation.replacingJobIDs(meant)
      }
    }
    for id in missing {
      if let suggestion = EditDistance.suggestion(for: id, among: known.ids) {
        throw JobError.notFound(id, suggestion: suggestion)
      }
    }
    throw error
  }

  /// Whether these jobs are meant: what only reads goes on, and what does
  /// something to a job asks, unless it asks itself and names them.
  private func isMeant(
    _ meant: [String: String], _ invocation: CommandInvocation, _ command: any Command
  ) async throws -> Bool {
    let list = meant.sorted { $0.key < $1.key }.map { "`\($0.key)` is the job `\($0.value)`." }
    context.console.say(list.joined(separator: " ") + "\n")
    if case .none = command.effect { return true }
    let asksItself = try command.signature.parameter(named: "yes") != nil && !invocation.flag("yes")
    if asksItself { return true }
    return await context.console.confirm("Run `\(invocation.name)` on it? [y/N] ", typing: nil) ?? false
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
    if let stopped = await context.session.takeStoppedCluster() {
      context.console.say(
        "The cluster `\(stopped)` was stopped: loops run on `\(submission.options.pool)`, this machine's own, until "
          + "`makeCluster(\"cluster.json\")` or `getCluster(\"name\")` takes another.\n")
    }
    if context.isDryRun { return try plan(submission, of: loop) }
    if submission.iterationCount == 0, submission.options.waits {
      // Nothing to submit; what `.init` and `.final` make of it is R's to say.
      return RAnswer(try await localR.runLoop(translation.localLoop()))
    }
    return RAnswer(try await ParallelLoop(context: context).run(submission))
  }

  package func defaultReduce() async -> RValue? { await context.session.loopSettings.reduce }

  package func evaluateInR(_ source: String, variables: [RBinding]) async throws -> RAnswer {
    do {
      return RAnswer(
        try await localR.evaluate(
          source, variables: variables, session: context.shell.interpreter?.variables))
    } catch let error as LocalRError where error.code == .notInstalled {
      throw RUnavailable(remedy: "install R (Debian: r-base-core)")
    }
  }

  package func recallRNames(among names: [String], packages: [String]) async -> Set<String>? {
    // The list of R's own names answers without a process.
    nil
  }

  package func askRForNames(among names: [String], packages: [String]) async -> Set<String>? {
    try? await localR.known(names: names, packages: packages)
  }

  package func write(_ text: String) async { context.console.write(text) }

  package func note(_ text: String) async { context.console.note(text) }

  package var showsAsR: Bool { !context.output.format.isForPrograms }

  package func show(_ value: RValue) async throws { try await show(CommandResult(value)) }

  package func show(_ result: CommandResult) async throws {
    let presentation = Presentation(
      console: context.console, format: context.output.format, options: options, printInR: { try await printInR($0) })
    try await presentation.show(result)
  }

  private func printInR(_ value: RValue) async throws -> Bool {
    do {
      // NULL, for what `print` gives back need not travel.
      _ = try await localR.evaluate("{ print(.azp_1); NULL }", variables: [RBinding(name: ".azp_1", value: value)])
      return true
    } catch let error as LocalRError where error.code == .notInstalled {
      return false
    }
  }

  package func now() -> Double { context.now() }

  package func environmentVariable(_ name: String) -> String? { localR.environmentVariable(name) }

  package func setEnvironmentVariable(_ name: String, _ value: String?) {
    localR.setEnvironmentVariable(name, value)
  }

  package var options: ROptions { localR.options }

  package func setOptions(_ options: ROptions) { localR.setOptions(options) }

  package func knownJobIDs() -> [String] { context.session.knownJobs.ids }
}

extension LocalRError: RCondition {
  package var conditionMessage: String { message }
}

extension RAnswer {
  fileprivate init(_ evaluation: REvaluation) {
    self.init(evaluation.value, assigned: evaluation.assigned, removed: evaluation.removed)
  }
}
