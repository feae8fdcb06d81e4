package import AzureWire
import CTaskSupervisor

/// How the process of a run ended, as its supervisor saw it.
package struct ProcessEnd: Sendable, Equatable {
  /// Why a process is there no more.
  package enum Reason: Sendable, Equatable {
    /// By itself.
    case exited
    /// Because the service asked.
    case terminated
    /// Because its wall clock ran out.
    case wallClock
    /// There was none; the text says what was tried, the number is an errno.
    case notStarted(attempt: String, isProgram: Bool, error: Int32)
  }

  /// Why it is there no more.
  package var reason: Reason
  /// 128 + n stands for signal n; nil when no process was started.
  package var exitCode: Int?
  /// When it was started.
  package var start: Timestamp
  /// When it ended.
  package var end: Timestamp
  /// See ``RunEnd/remark``.
  package var remark: String?

  package init(reason: Reason, exitCode: Int?, start: Timestamp, end: Timestamp) {
    self.reason = reason
    self.exitCode = exitCode
    self.start = start
    self.end = end
  }

  init(_ end: cts_end) {
    start = Timestamp(nanoseconds: end.start_ns)
    self.end = Timestamp(nanoseconds: end.end_ns)
    exitCode = end.signal != 0 ? 128 + Int(end.signal) : end.exit_code >= 0 ? Int(end.exit_code) : nil
    reason =
      switch Int(end.reason) {
      case CTS_TERMINATED: .terminated
      case CTS_WALL_CLOCK: .wallClock
      case CTS_NOT_STARTED:
        .notStarted(
          attempt: Self.attempt(Int(end.stage)), isProgram: Int(end.stage) == CTS_STAGE_EXECUTE, error: end.error)
      default: .exited
      }
  }

  private static func attempt(_ stage: Int) -> String {
    switch stage {
    case CTS_STAGE_OUTPUT: "open the task's stdout.txt and stderr.txt"
    case CTS_STAGE_FORK: "create a process"
    case CTS_STAGE_DIRECTORY: "enter the task's working directory"
    default: "execute the program"
    }
  }
}

extension Timestamp {
  /// Nanoseconds since 1970, cut to the resolution of 100 ns.
  init(nanoseconds: Int64) {
    self.init(ticks: nanoseconds / 100)
  }
}
