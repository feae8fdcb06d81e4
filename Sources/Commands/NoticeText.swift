import AzureWire
package import ParallelJobs
import RData
package import Rendering
package import Session
import Wording

/// How the ends of jobs are told: at the prompt, and by `notices`.
package enum NoticeText {
  /// More lines at once would drive away what is being read.
  static let lineLimit = 5

  /// What appears above the prompt for the ends of one look; nil when nothing
  /// is to appear.
  package static func block(for endings: [JobEnding], mode: NoticeMode, signs: Signs = .unicode) -> String? {
    func line(_ ending: JobEnding) -> String { Self.line(for: ending, signs: signs) }
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
  package static func line(for ending: JobEnding, signs: Signs = .unicode) -> String {
    guard let progress = ending.progress else { return "- \(ending.id) was deleted." }
    if progress.isStuck {
      return "\(signs.failure) \(ending.id) cannot start: its preparation failed; `explainJob \(ending.id)` says why."
    }
    let counts = progress.counts
    let time = ending.seconds.map { " in \(DurationText.text(seconds: $0))" } ?? ""
    if ending.isTerminated {
      return "- \(ending.id) was terminated: "
        + "\(Words.share(counts.completed, of: counts.total, "task")) done."
    }
    guard counts.failed > 0 else {
      return "\(signs.success) \(ending.id) completed: \(Words.counted(counts.total, "task"))\(time)."
    }
    guard !progress.isSuccess else {
      return
        "\(signs.success) \(ending.id) completed: \(Words.counted(counts.total, "task"))\(time), \(counts.failed) of them failed."
    }
    return
      "\(signs.failure) \(ending.id) failed: \(Words.counted(counts.failed, of: counts.total, "task")); `getJob \(ending.id)` says why."
  }

  /// The same as a data frame, a row for each job.
  static func table(of endings: [JobEnding]) -> RValue {
    func counts(_ count: (TaskCounts) -> Int) -> RValue {
      RValue(.integer(endings.map { $0.progress.map { Int32(clamping: count($0.counts)) } ?? .naInteger }))
    }
    return .dataFrame(
      [
        "Id": .strings(endings.map(\.id)), "Ending": .strings(endings.map(word)),
        "FailedTasks": counts(\.failed), "TotalTasks": counts(\.total),
        "Seconds": RValue(.double(endings.map { $0.seconds ?? .naReal })),
      ], rowCount: endings.count)
  }

  private static func word(for ending: JobEnding) -> String {
    guard let progress = ending.progress else { return "deleted" }
    if ending.isTerminated { return "terminated" }
    if progress.isStuck { return "stuck" }
    return progress.isSuccess ? "completed" : "failed"
  }

  private static func summary(of endings: [JobEnding]) -> String {
    let ended = endings.filter { $0.progress?.isStuck != true }
    let failed = ended.filter { $0.progress.map { !$0.isSuccess } ?? false }.count
    // A job that cannot start has not ended: somebody has to delete it.
    let stuck = endings.count - ended.count
    var parts: [String] = []
    if !ended.isEmpty {
      parts.append("\(Words.counted(ended.count, "job")) \(ended.count == 1 ? "has" : "have") ended")
    }
    if failed > 0 { parts.append("\(failed) with failures") }
    if stuck > 0 { parts.append("\(ended.isEmpty ? Words.counted(stuck, "job") : "\(stuck)") cannot start") }
    return parts.joined(separator: ", ") + "; `notices` lists them."
  }
}
