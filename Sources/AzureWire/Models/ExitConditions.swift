/// What follows from the way a task ends.
public struct ExitConditions: Codable, Sendable, Equatable {
  /// What is done about single exit codes.
  public var exitCodes: [ExitCodeMapping]?
  /// What is done about ranges of exit codes.
  public var exitCodeRanges: [ExitCodeRangeMapping]?
  /// What is done when the task could not be started.
  public var preProcessingError: ExitOptions?
  /// What is done when its files could not be uploaded.
  public var fileUploadError: ExitOptions?
  /// What is done about all other ends.
  public var `default`: ExitOptions?

  public init(
    exitCodes: [ExitCodeMapping]? = nil, exitCodeRanges: [ExitCodeRangeMapping]? = nil,
    preProcessingError: ExitOptions? = nil, fileUploadError: ExitOptions? = nil, default: ExitOptions? = nil
  ) {
    self.exitCodes = exitCodes
    self.exitCodeRanges = exitCodeRanges
    self.preProcessingError = preProcessingError
    self.fileUploadError = fileUploadError
    self.default = `default`
  }
}

/// What follows from one exit code.
public struct ExitCodeMapping: Codable, Sendable, Equatable {
  /// The exit code that is meant.
  public var code: Int
  /// What is done then.
  public var exitOptions: ExitOptions

  public init(code: Int, exitOptions: ExitOptions) {
    self.code = code
    self.exitOptions = exitOptions
  }
}

/// What follows from exit codes from start to end, both included.
public struct ExitCodeRangeMapping: Codable, Sendable, Equatable {
  /// The first of the exit codes that are meant.
  public var start: Int
  /// The last of them.
  public var end: Int
  /// What is done then.
  public var exitOptions: ExitOptions

  public init(start: Int, end: Int, exitOptions: ExitOptions) {
    self.start = start
    self.end = end
    self.exitOptions = exitOptions
  }
}

/// What is done to the job, and to tasks that depend on the one that ended.
public struct ExitOptions: Codable, Sendable, Equatable {
  /// Only where the job has `performexitoptionsjobaction`.
  public var jobAction: JobAction?
  /// Whether tasks that wait for this one may run then.
  public var dependencyAction: DependencyAction?

  public init(dependencyAction: DependencyAction?, jobAction: JobAction? = nil) {
    self.dependencyAction = dependencyAction
    self.jobAction = jobAction
  }
}
