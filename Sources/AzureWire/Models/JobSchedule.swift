/// A job schedule as the service describes it (Batch API, JobSchedule).
/// Members that a `$select` left out are nil.
public struct BatchJobSchedule: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// Where the service has it.
  public var url: String?
  /// Changes whenever the resource does.
  public var eTag: String?
  /// When it was made.
  public var creationTime: Timestamp?
  /// When it was changed last; states and counts are no change.
  public var lastModified: Timestamp?
  /// Whether the schedule makes jobs.
  public var state: JobScheduleState?
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// The state before; nil in the first.
  public var previousState: JobScheduleState?
  /// When it came into the state before.
  public var previousStateTransitionTime: Timestamp?
  /// When jobs are made.
  public var schedule: Schedule?
  /// What the jobs of the schedule are like.
  public var jobSpecification: JobSpecification?
  /// When it ran and how that ended.
  public var executionInfo: JobScheduleExecutionInformation?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?
  /// Only with `$expand=stats`.
  public var stats: JSONValue?
}

/// When a job schedule makes jobs (Batch API, Schedule).
public struct Schedule: Codable, Sendable, Equatable {
  /// No job is made before.
  public var doNotRunUntil: Timestamp?
  /// No job is made after; the schedule is completed once its job is.
  public var doNotRunAfter: Timestamp?
  /// How late a job may be made, at least a minute; nil without limit.
  public var startWindow: WireDuration?
  /// From the start of one job to that of the next, at least a minute; nil
  /// for a single job.
  public var recurrenceInterval: WireDuration?

  public init(
    doNotRunUntil: Timestamp? = nil, doNotRunAfter: Timestamp? = nil, startWindow: WireDuration? = nil,
    recurrenceInterval: WireDuration? = nil
  ) {
    self.doNotRunUntil = doNotRunUntil
    self.doNotRunAfter = doNotRunAfter
    self.startWindow = startWindow
    self.recurrenceInterval = recurrenceInterval
  }
}

/// What a job schedule has made and will make (Batch API,
/// JobScheduleExecutionInformation).
public struct JobScheduleExecutionInformation: Codable, Sendable {
  /// The job that the schedule made last.
  public struct RecentJob: Codable, Sendable {
    /// Unique in what it belongs to, whatever the case of its letters.
    public var id: String?
    /// Where the service has it.
    public var url: String?
  }

  /// When the next job is made; nil when none will be.
  public var nextRunTime: Timestamp?
  /// The job that was made last.
  public var recentJob: RecentJob?
  /// When it ended; nil until then.
  public var endTime: Timestamp?
}

/// What a client says of a new job schedule (Batch API, Job Schedule - Add).
public struct JobScheduleAddParameters: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// When jobs are made.
  public var schedule: Schedule
  /// What the jobs of the schedule are like.
  public var jobSpecification: JobSpecification
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(id: String, schedule: Schedule, jobSpecification: JobSpecification) {
    self.id = id
    self.schedule = schedule
    self.jobSpecification = jobSpecification
  }
}

/// What a client changes of a job schedule; nil stays as it is in a patch,
/// and is the default in an update (Batch API, Job Schedule - Patch, - Update).
public struct JobScheduleUpdateParameters: Codable, Sendable {
  /// When jobs are made.
  public var schedule: Schedule?
  /// What the jobs of the schedule are like.
  public var jobSpecification: JobSpecification?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(schedule: Schedule? = nil, jobSpecification: JobSpecification? = nil, metadata: [NameValue]? = nil) {
    self.schedule = schedule
    self.jobSpecification = jobSpecification
    self.metadata = metadata
  }
}
