package import AzureWire

/// When a schedule makes its next job; a state machine without clock or
/// store.
///
/// Source: Batch API, Schedule: there is one active job at a time; a job that
/// is due while another is active is made once that has ended, unless its
/// window has passed or the next one is due; nothing is made before
/// `doNotRunUntil` or after `doNotRunAfter`.
package struct SchedulePlan: Equatable {
  package var schedule: Schedule
  /// When the next job is due; nil when none will come.
  package var nextRun: Timestamp?

  package init(schedule: Schedule, nextRun: Timestamp?) {
    self.schedule = schedule
    self.nextRun = nextRun
  }

  /// The plan of a new schedule: the first job is due as soon as it may be.
  package init(_ schedule: Schedule, created: Timestamp) {
    self.init(schedule: schedule, nextRun: max(schedule.doNotRunUntil ?? created, created))
  }

  /// The plan after a change: what comes next counts from the last job.
  package init(_ schedule: Schedule, lastRun: Timestamp?, now: Timestamp) {
    guard let lastRun else {
      self.init(schedule, created: now)
      return
    }
    let next = schedule.recurrenceInterval.map { lastRun.advanced(bySeconds: $0.seconds) }
    self.init(schedule: schedule, nextRun: next.map { max($0, schedule.doNotRunUntil ?? $0) })
  }

  /// What is to be done about a schedule now.
  package enum Step: Equatable {
    /// Makes the job that was due then; the plan has moved on.
    case make(due: Timestamp)
    /// Looks again then; nil for when a job has ended.
    case wait(until: Timestamp?)
    /// Nothing comes any more.
    case complete
  }

  /// The next step; takes note of what was missed.
  package mutating func step(hasActiveJob: Bool, now: Timestamp) -> Step {
    skipMissed(now: now)
    guard let next = nextRun, !isOver(at: next) else {
      // Past `doNotRunAfter`, or after the only job.
      if let last = schedule.doNotRunAfter, now < last, schedule.recurrenceInterval != nil { return .wait(until: last) }
      return hasActiveJob ? .wait(until: nil) : .complete
    }
    guard next <= now else { return .wait(until: next) }
    guard !hasActiveJob else { return .wait(until: windowEnd(of: next)) }
    nextRun = following(next)
    return .make(due: next)
  }

  /// Moves on to the run that is due now, or to the next one where that one's
  /// window has passed.
  private mutating func skipMissed(now: Timestamp) {
    guard var next = nextRun, next <= now else { return }
    if let interval = schedule.recurrenceInterval, interval.ticks > 0 {
      let missed = (now.ticks - next.ticks) / interval.ticks
      next = Timestamp(ticks: next.ticks + missed * interval.ticks)
    }
    let isLate = schedule.startWindow.map { next.advanced(bySeconds: $0.seconds) < now } ?? false
    nextRun = isLate || isOver(at: now) ? following(next) : next
  }

  /// Whether no job is made at that time any more.
  private func isOver(at time: Timestamp) -> Bool { schedule.doNotRunAfter.map { $0 < time } ?? false }

  private func following(_ run: Timestamp) -> Timestamp? {
    schedule.recurrenceInterval.map { run.advanced(bySeconds: $0.seconds) }
  }

  /// When a job that is due and cannot be made is given up; nil for never.
  private func windowEnd(of run: Timestamp) -> Timestamp? {
    let end = schedule.startWindow.map { run.advanced(bySeconds: $0.seconds + 0.001) }
    return [end, following(run), schedule.doNotRunAfter?.advanced(bySeconds: 0.001)].compactMap(\.self).min()
  }
}
