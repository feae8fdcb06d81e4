package import AzureWire

extension ExitConditions {
  /// Whether tasks that depend on the ended one may go on.
  ///
  /// Source: Batch API, ExitConditions: an exit code that is named goes
  /// before all else; success satisfies and failure blocks unless told.
  package func isSatisfied(by completion: TaskLifecycle.Completion) -> Bool {
    let action = options(for: completion)?.dependencyAction
    return action.map { $0 == .satisfy } ?? (completion == .success)
  }

  /// What becomes of a job that performs exit options' actions.
  ///
  /// Source: Batch API, ExitOptions: by default nothing after success, the
  /// job's end after all else.
  package static func jobAction(of conditions: ExitConditions?, for completion: TaskLifecycle.Completion) -> JobAction {
    conditions?.options(for: completion)?.jobAction ?? (completion == .success ? .none : .terminate)
  }

  /// The job actions that are named anywhere.
  var jobActions: [JobAction] { allOptions.compactMap(\.jobAction) }

  private var allOptions: [ExitOptions] {
    (exitCodes ?? []).map(\.exitOptions) + (exitCodeRanges ?? []).map(\.exitOptions)
      + [preProcessingError, fileUploadError, self.default].compactMap(\.self)
  }

  private func options(for completion: TaskLifecycle.Completion) -> ExitOptions? {
    switch completion {
    case .success: named(0)
    case .failure(let info, let code?):
      if let named = named(code) {
        named
      } else if ["FailureExitCode", "TaskEnded"].contains(info.code) {
        self.default
      } else {
        // The process had run, and what followed it failed.
        fileUploadError ?? self.default
      }
    case .failure(let info, nil):
      info.code == "TaskEnded" ? self.default : preProcessingError ?? self.default
    }
  }

  private func named(_ code: Int) -> ExitOptions? {
    exitCodes?.first { $0.code == code }?.exitOptions
      ?? exitCodeRanges?.first { $0.start <= code && code <= $0.end }?.exitOptions
  }

  /// - Throws: ``WireError`` for an action that Batch does not know, or a
  ///   range of exit codes whose end lies before its start.
  func checkActions() throws {
    for action in allOptions.compactMap(\.dependencyAction) where action != .satisfy && action != .block {
      throw WireError.invalidProperty(
        "exitConditions.dependencyAction", value: action.rawValue, reason: "It is either satisfy or block")
    }
    for action in jobActions where ![.none, .disable, .terminate].contains(action) {
      throw WireError.invalidProperty(
        "exitConditions.jobAction", value: action.rawValue, reason: "It is one of none, disable and terminate")
    }
    for range in exitCodeRanges ?? [] where range.start > range.end {
      throw WireError.invalidProperty(
        "exitConditions.exitCodeRanges", value: "\(range.start) to \(range.end)",
        reason: "The end lies before the start")
    }
  }
}
