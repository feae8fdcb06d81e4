import ParallelJobs
import Rendering
import Session

/// Tells the end of a wait to somebody who has turned away meanwhile, when
/// `notices desktop` is on.
struct WaitAlert: Sendable {
  private let context: CommandContext
  private let start: Double
  /// Nobody turns away from a shorter wait.
  private static let leastSeconds = 10.0

  /// Begins with the wait.
  init(context: CommandContext) {
    self.context = context
    start = context.now()
  }

  func tell(_ id: String, _ progress: JobProgress) {
    let seconds = context.now() - start
    guard context.session.jobWatch.isAlerting, seconds >= Self.leastSeconds else { return }
    context.console.alert(
      NoticeText.line(
        for: JobEnding(id: id, progress: progress, seconds: seconds), signs: context.console.terminal.signs))
  }
}
