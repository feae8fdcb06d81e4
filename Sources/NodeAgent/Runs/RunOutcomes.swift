package import AzureWire

/// What the end of a process means for its run, in the words of Batch.
package enum RunOutcomes {
  /// What the end of its process means for a run.
  package static func outcome(of end: ProcessEnd, of run: TaskRun) -> RunEnd.Outcome {
    switch end.reason {
    case .exited: .exited(code: end.exitCode ?? -1)
    case .terminated: .terminated(endedByRequest, exitCode: end.exitCode)
    case .wallClock: .terminated(wallClockExpired(run), exitCode: end.exitCode)
    case .notStarted(let attempt, let isProgram, let error):
      .failed(launchFailure(run, attempt: attempt, isProgram: isProgram, error: error), exitCode: nil)
    }
  }

  /// Why a run has failed that the service asked the end of.
  package static let endedByRequest = TaskFailureInformation(
    code: "TaskEnded", message: "The task was ended by user request.")

  /// The first word of the command line names no program.
  package static func programNotFound(_ run: TaskRun, program: String) -> TaskFailureInformation {
    launchFailure(
      run, code: "CommandProgramNotFound", message: "The specified command program is not found.",
      detail: "There is no program \(program) that could be executed.")
  }

  /// The system did not start the process; the detail says why.
  package static func launchFailed(_ run: TaskRun, _ detail: String) -> TaskFailureInformation {
    launchFailure(run, code: "CommandLaunchFailed", message: "The command could not be launched.", detail: detail)
  }

  /// The disk of the node is full; the detail says what needed room.
  package static func diskFull(_ detail: String) -> TaskFailureInformation {
    TaskFailureInformation(
      code: "DiskFull", message: "There is no space left on the node's disk.",
      details: [NameValue(name: "Message", value: detail)])
  }

  /// ENOSPC and EDQUOT are the disk's fault, whatever was tried.
  package static func failure(_ error: SystemError, orElse code: String, _ message: String) -> TaskFailureInformation {
    error.isDiskFull
      ? diskFull(error.description)
      : TaskFailureInformation(
        code: code, message: message, details: [NameValue(name: "Message", value: error.description)])
  }

  private static func wallClockExpired(_ run: TaskRun) -> TaskFailureInformation {
    let limit = run.maxWallClockSeconds.map { WireDuration.seconds($0).iso8601 } ?? "its limit"
    return TaskFailureInformation(
      code: "TaskEnded", message: "The task was ended because it ran longer than its maxWallClockTime of \(limit).",
      details: [NameValue(name: "Message", value: "The maximum wall clock time of the task has been exceeded.")])
  }

  private static func launchFailure(
    _ run: TaskRun, attempt: String, isProgram: Bool, error: Int32
  ) -> TaskFailureInformation {
    let error = SystemError(attempt, code: error)
    if error.isDiskFull { return diskFull(error.description) }
    if isProgram, error.isNotFound {
      return launchFailure(
        run, code: "CommandProgramNotFound", message: "The specified command program is not found.",
        detail: error.description)
    }
    return launchFailed(run, error.description)
  }

  private static func launchFailure(
    _ run: TaskRun, code: String, message: String, detail: String
  ) -> TaskFailureInformation {
    TaskFailureInformation(
      code: code, message: message,
      details: [
        NameValue(name: "CommandLine", value: run.commandLine), NameValue(name: "Message", value: detail),
      ])
  }
}
