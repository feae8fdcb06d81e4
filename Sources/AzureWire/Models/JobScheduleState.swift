/// The states of a job schedule: active ⇄ disabled; from either →
/// terminating → completed; from any → deleting → gone.
public struct JobScheduleState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Makes jobs when they are due.
  public static let active = JobScheduleState(rawValue: "active")
  /// Makes no jobs until it is enabled.
  public static let disabled = JobScheduleState(rawValue: "disabled")
  /// Its job is being ended.
  public static let terminating = JobScheduleState(rawValue: "terminating")
  /// Makes no more jobs.
  public static let completed = JobScheduleState(rawValue: "completed")
  /// Is going away with its job.
  public static let deleting = JobScheduleState(rawValue: "deleting")
}
