import AzureWire
package import ParallelJobs
import Rendering
package import Session
import Wording

/// How the ends of jobs are told: at the prompt, and by `notices`.
package enum NoticeText {
  /// More lines at once would drive away what is being read.
  static let lineLimit = 5

  /// What appears above the prompt for the ends of one look; nil when nothing
  /// is to appear.
  package static func block(for endings: [JobEnding], mode: NoticeMode) -> String? {
    guard !endings.isEmpty else { return nil }
    switch mode {
    case .off: return nil
    case .summary: return summary(of: endings)
    case .all:
      guard endings.count > lineLimit else { return endings.map(line).joined(separator: "\n") }
      return
        (endings.prefix(lineLimit - 1).map(line) + ["... and \(summary(of: Array(endings.dropFirst(lineLimit - 1))))"])
        .joined(separator: "\n")
    }
  }

  /// One sentence for one job.
  package static func line(for ending: JobEnding) -> String {
    guard let progress = ending.progress else { return "- \(ending.id) was deleted." }
    let counts = progress.counts
    let time = ending.seconds.map { " in \(DurationText.text(seconds: $0))" } ?? ""
    if ending.isTerminated {
      return "- \(ending.id) was terminated: "
        + "\(Words.counted(counts.completed, of: counts.total, "task")) \(Words.be(counts.completed, of: counts.total)) done."
    }
    guard counts.failed > 0 else { return "✓ \(ending.id) completed: \(Words.counted(counts.total, "task"))\(time)." }
    guard !progress.isSuccess else {
      return "✓ \(ending.id) completed: \(Words.counted(counts.total, "task"))\(time), \(counts.failed) of them failed."
    }
    return
      "✗ \(ending.id) failed: \(Words.counted(counts.failed, of: counts.total, "task")); `getJob \(ending.id)` says why."
  }

  private static func summary(of endings: [JobEnding]) -> String {
    let failed = endings.filter { $0.progress.map { !$0.isSuccess } ?? false }.count
    let jobs = "\(Words.counted(endings.count, "job")) \(endings.count == 1 ? "has" : "have")"
    return "\(jobs) ended\(failed > 0 ? ", \(failed) with failures" : ""); `notices` lists them."
  }
}
