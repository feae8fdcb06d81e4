/// A job schedule as the service describes it (Batch API, JobSchedule).
/// Members that a `$select` left out are nil.
public struct BatchJobSchedule: Codable, Sendable {
  public var id: String
  public var displayName: String?
  public var url: String?
  public var eTag: String?
  public var creationTime: Timestamp?
  public var lastModified: Timestamp?
  public var state: JobScheduleState?
  public var stateTransitionTime: Timestamp?
  public var previousState: JobScheduleState?
  public var previousStateTransitionTime: Timestamp?
  public var schedule: Schedule?
  public var jobSpecification: JobSpecification?
  public var executionInfo: JobScheduleExecutionInformation?
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
    public var id: String?
    public var url: String?
  }

  public var nextRunTime: Timestamp?
  public var recentJob: RecentJob?
  public var endTime: Timestamp?
}

/// What a client says of a new job schedule (Batch API, Job Schedule - Add).
public struct JobScheduleAddParameters: Codable, Sendable {
  public var id: String
  public var displayName: String?
  public var schedule: Schedule
  public var jobSpecification: JobSpecification
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
  public var schedule: Schedule?
  public var jobSpecification: JobSpecification?
  public var metadata: [NameValue]?

  public init(schedule: Schedule? = nil, jobSpecification: JobSpecification? = nil, metadata: [NameValue]? = nil) {
    self.schedule = schedule
    self.jobSpecification = jobSpecification
    self.metadata = metadata
  }
}
