import AzureWire
import CTaskSupervisor
import Glibc
import Logging

/// Directories, processes and their ends.
extension Node {
  // MARK: Before the process

  /// Empties the task's directory and begins the downloads; without any,
  /// what follows is returned.
  func fetch(_ run: TaskRun, as launchID: String) -> [RunTable.Action] {
    if let failure = makeDirectory(of: run, launchID) {
      return runs.fetched(launchID, failure: failure, at: clock.now())
    }
    if run.resourceFiles.isEmpty { return runs.fetched(launchID, failure: nil, at: clock.now()) }
    startTransfer(launchID) { node, failure in
      node.perform(node.runs.fetched(launchID, failure: failure, at: node.clock.now()))
    } work: { [fetcher, paths] in
      try await fetcher.fetch(run.resourceFiles, into: paths.workingDirectory(ofTask: run.taskID, ofJob: run.jobID))
    }
    return []
  }

  /// The same for a preparation.
  func fetchPreparation(_ attempt: PreparationAttempt) -> [PreparationTable.Action] {
    let run = attempt.run
    let launchID = attempt.launchID
    if let failure = makeDirectory(of: run, launchID) {
      return preparations.fetched(launchID, failure: failure, at: clock.now())
    }
    if run.resourceFiles.isEmpty { return preparations.fetched(launchID, failure: nil, at: clock.now()) }
    startTransfer(launchID) { node, failure in
      node.perform(node.preparations.fetched(launchID, failure: failure, at: node.clock.now()))
    } work: { [fetcher, paths] in
      try await fetcher.fetch(run.resourceFiles, into: paths.workingDirectory(ofTask: run.taskID, ofJob: run.jobID))
    }
    return []
  }

  private func makeDirectory(of run: TaskRun, _ launchID: String) -> TaskFailureInformation? {
    let code = "ResourceDirectoryCreateFailed"
    if run.isStartTask {
      do {
        // What it has made stays for its next start, as on Batch.
        try Directories.make(paths.workingDirectory(ofTask: run.taskID, ofJob: run.jobID))
        return nil
      } catch {
        return RunOutcomes.failure(error, orElse: code, "The directory of the start task could not be created.")
      }
    }
    let names = [run.jobID, run.taskID, launchID] + (run.preparation.map { [$0.id] } ?? [])
    guard names.allSatisfy(NodePaths.isSafe) else {
      return TaskFailureInformation(
        code: code, message: "The ids of the task cannot be the names of directories.")
    }
    if let preparation = run.preparation, preparation.id == run.taskID, preparations.attempt(launchID) == nil {
      return TaskFailureInformation(
        code: code, message: "The task has the id of its job's preparation, and so its directory; rename the task.")
    }
    do {
      let parent = paths.tasks(ofJob: run.jobID)
      if jobDirectories.insert(run.jobID).inserted { try Directories.make(parent) }
      try Directories.makeEmpty(paths.task(run.taskID, ofJob: run.jobID), trash: paths.trash)
      try Directories.make(paths.workingDirectory(ofTask: run.taskID, ofJob: run.jobID))
      return nil
    } catch {
      jobDirectories.remove(run.jobID)
      return RunOutcomes.failure(error, orElse: code, "The directory of the task could not be created.")
    }
  }

  // MARK: The process

  /// Starts the process of a run or preparation.
  /// - Returns: Nil when it is in the hands of a supervisor, or why not.
  func launch(_ run: TaskRun, as launchID: String, at start: Timestamp) -> TaskFailureInformation? {
    let words: [String]
    do {
      words = try CommandLineWords.split(run.commandLine)
    } catch {
      return RunOutcomes.launchFailed(run, error.description)
    }
    let variables = environment(of: run, launchID)
    let directory = paths.task(run.taskID, ofJob: run.jobID)
    let program = words.first ?? ""
    guard
      let executable = ProgramSearch.find(
        program, path: variables["PATH"] ?? "", workingDirectory: directory + "/wd")
    else { return RunOutcomes.programNotFound(run, program: program) }
    let launch = Launch(
      executable: executable, arguments: words, environment: TaskEnvironment.lines(variables),
      workingDirectory: directory + "/wd", stdoutPath: directory + "/stdout.txt",
      stderrPath: directory + "/stderr.txt", wallClock: run.maxWallClockSeconds.map { .seconds($0) },
      grace: timings.grace,
      rScript: RScriptLaunch(run, variables: variables, workingDirectory: directory + "/wd"))
    do {
      try hand(launch, launchID, at: start)
      return nil
    } catch {
      return RunOutcomes.failure(error, orElse: "CommandLaunchFailed", "The command could not be launched.")
    }
  }

  /// When it throws, it is certain that nothing was started.
  private func hand(_ launch: Launch, _ launchID: String, at start: Timestamp) throws(SystemError) {
    let runFile = paths.runFile(launchID)
    let file = try spareRunFiles.create(runFile)
    defer {
      close(file)
      for supervisor in supervisors.takeBroken() { release(supervisor) }
    }
    do {
      let (supervisor, isNew) = try supervisors.start(launch, launchID: launchID, runFile: file, at: start)
      if isNew { watch(supervisor) }
    } catch {
      runFile.remove()
      throw error
    }
  }

  func environment(of run: TaskRun, _ launchID: String) -> [String: String] {
    TaskEnvironment.variables(
      inherited: inheritedEnvironment, arguments: arguments, paths: paths, run: run, launchID: launchID)
  }

  func terminate(_ launchID: String) {
    if let descriptor = adopted[launchID] {
      // One that is gone by now has recorded another end.
      _ = cts_pidfd_signal(descriptor, cts_termination_signal())
    } else {
      supervisors.terminate(launchID)
    }
  }

  // MARK: Its end

  private func watch(_ supervisor: Supervisor) {
    thread.watch(supervisor.descriptor) { [weak self] in
      self?.assumeIsolated { $0.hear(supervisor) }
    }
  }

  private func release(_ supervisor: Supervisor) {
    thread.unwatch(supervisor.descriptor)
    supervisor.dismiss()
    supervisor.reap()
  }

  private func hear(_ supervisor: Supervisor) {
    switch supervisors.receive(supervisor) {
    case .nothing: break
    case .ended(let launchID, let end): processEnded(launchID, end)
    case .gone(let supervisor, let launchID):
      release(supervisor)
      if let launchID {
        logger.error("The supervisor of \(launchID) was killed.")
        resolve(launchID)
      }
    }
  }

  func processEnded(_ launchID: String, _ end: ProcessEnd) {
    noteShortage()
    var end = end
    if end.exitCode != 0, let trouble, trouble.code == NodeTrouble.diskFull { end.remark = trouble.message }
    if preparations.attempt(launchID) != nil {
      perform(preparations.processEnded(launchID, end))
      spareRunFiles.retire(paths.runFile(launchID))
    } else {
      perform(runs.processEnded(launchID, end, at: clock.now()))
    }
  }

  /// Watches the supervisor of an earlier agent.
  /// - Parameter descriptor: A pidfd; closed when the process is gone.
  func adopt(_ launchID: String, descriptor: Int32) {
    adopted[launchID] = descriptor
    thread.watch(descriptor) { [weak self] in
      self?.assumeIsolated { node in
        node.thread.unwatch(descriptor)
        close(descriptor)
        node.adopted[launchID] = nil
        node.resolve(launchID)
      }
    }
  }

  /// Its supervisor is dead: the run's file knows how the process ended, or
  /// nobody does.
  private func resolve(_ launchID: String) {
    do {
      if case .ended(let end) = try paths.runFile(launchID).standing() {
        processEnded(launchID, end)
        return
      }
    } catch {
      logger.error("How \(launchID) ended is unknown. \(error)")
    }
    beginErrand { node in
      do {
        try await LeftoverProcesses.end(marked: TaskEnvironment.mark(launchID, node.paths))
      } catch {
        return
      }
      // Otherwise the next agent will see to it.
      guard !node.hasLeft else { return }
      node.perform(node.preparations.lost(launchID, at: node.clock.now()))
      node.perform(node.runs.lost(launchID, at: node.clock.now()))
    }
  }

  // MARK: After the process

  func upload(_ runID: String, exitCode: Int) {
    guard let run = runs.run(runID) else { return }
    let variables = environment(of: run, runID)
    startTransfer(runID) { node, failure in
      node.perform(node.runs.uploaded(runID, failure: failure, at: node.clock.now()))
    } work: { [uploader, paths] in
      try await uploader.upload(
        run.outputFiles, exitCode: exitCode, taskDirectory: paths.task(run.taskID, ofJob: run.jobID),
        variables: variables)
    }
  }

  /// Does the work elsewhere and brings its result back, also when cancelled.
  private func startTransfer(
    _ launchID: String, done: @escaping @Sendable (isolated Node, TaskFailureInformation?) -> Void,
    work: @escaping @Sendable () async throws -> TaskFailureInformation?
  ) {
    let transfer = Task.detached {
      do {
        return try await work()
      } catch is CancellationError {
        return RunOutcomes.endedByRequest
      } catch {
        return TaskFailureInformation(
          category: .serverError, code: "Unknown", message: "Files of the task could not be moved: \(error)")
      }
    }
    transfers[launchID] = Task {
      let failure = await withTaskCancellationHandler {
        await transfer.value
      } onCancel: {
        transfer.cancel()
      }
      // Breaking off when the agent ends is no end of the run.
      guard transfers.removeValue(forKey: launchID) != nil else { return }
      done(self, failure)
    }
  }
}
