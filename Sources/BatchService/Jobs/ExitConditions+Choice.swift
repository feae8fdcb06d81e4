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

  /// - Throws: ``WireError`` for a dependency action that Batch does not know.
  func checkActions() throws {
    let options =
      (exitCodes ?? []).map(\.exitOptions) + (exitCodeRanges ?? []).map(\.exitOptions)
      + [preProcessingError, fileUploadError, self.default].compactMap(\.self)
    for action in options.compactMap(\.dependencyAction) where action != .satisfy && action != .block {
      throw WireError.invalidProperty(
        "exitConditions.dependencyAction", value: action.rawValue, reason: "It is either satisfy or block")
    }
  }
}
