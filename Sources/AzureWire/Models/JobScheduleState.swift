/// The states of a job schedule: active ⇄ disabled; from either →
/// terminating → completed; from any → deleting → gone.
public struct JobScheduleState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  public static let active = JobScheduleState(rawValue: "active")
  public static let disabled = JobScheduleState(rawValue: "disabled")
  public static let terminating = JobScheduleState(rawValue: "terminating")
  public static let completed = JobScheduleState(rawValue: "completed")
  public static let deleting = JobScheduleState(rawValue: "deleting")
}
