/// What follows from the way a task ends.
public struct ExitConditions: Codable, Sendable, Equatable {
  public var exitCodes: [ExitCodeMapping]?
  public var exitCodeRanges: [ExitCodeRangeMapping]?
  public var preProcessingError: ExitOptions?
  public var fileUploadError: ExitOptions?
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
  public var code: Int
  public var exitOptions: ExitOptions

  public init(code: Int, exitOptions: ExitOptions) {
    self.code = code
    self.exitOptions = exitOptions
  }
}

/// What follows from exit codes from start to end, both included.
public struct ExitCodeRangeMapping: Codable, Sendable, Equatable {
  public var start: Int
  public var end: Int
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
  public var dependencyAction: DependencyAction?

  public init(dependencyAction: DependencyAction?, jobAction: JobAction? = nil) {
    self.dependencyAction = dependencyAction
    self.jobAction = jobAction
  }
}
