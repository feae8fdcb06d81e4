package import AzureWire

/// What a journal's records amount to.
package struct JournalState: Sendable {
  /// A run that was accepted, and its end once there is one.
  package struct Run: Sendable {
    /// What was accepted.
    package var run: TaskRun
    /// See ``JournalRecord/boot(_:)``.
    package var boot: String
    /// How it ended; nil while it has not.
    package var end: RunEnd?
  }

  /// A preparation that was begun, and its report once there is one.
  package struct Preparation: Sendable {
    /// What was begun.
    package var attempt: PreparationAttempt
    /// See ``JournalRecord/boot(_:)``.
    package var boot: String
    /// How it ended; nil while it has not.
    package var report: PreparationReport?
    /// Whether the service has the report.
    package var isTold = false

    /// The records of this preparation, without its boot.
    package var records: [JournalRecord] {
      [.preparing(attempt)] + (report.map { [.prepared($0)] } ?? [])
        + (isTold ? [.preparationTold(incarnation: attempt.jobIncarnation)] : [])
    }
  }

  /// In order of acceptance.
  package private(set) var runs: [Run] = []
  /// The preparations that were not forgotten, in order of their beginning.
  package private(set) var preparations: [Preparation] = []
  private var boot = ""

  package init(_ records: [JournalRecord]) {
    var runs: [String: Run] = [:]
    var order: [String] = []
    var preparations: [String: Preparation] = [:]
    for record in records {
      switch record {
      case .boot(let id): boot = id
      case .accepted(let run):
        if runs.updateValue(Run(run: run, boot: boot), forKey: run.runID) == nil { order.append(run.runID) }
      case .ended(let runID, let end): runs[runID]?.end = end
      case .forgotten(let runID): runs[runID] = nil
      case .preparing(let attempt):
        preparations[attempt.jobIncarnation] = Preparation(attempt: attempt, boot: boot)
      case .prepared(let report): preparations[report.jobIncarnation]?.report = report
      case .preparationTold(let incarnation): preparations[incarnation]?.isTold = true
      case .preparationRemoved(let incarnation): preparations[incarnation] = nil
      }
    }
    self.runs = order.compactMap { runs.removeValue(forKey: $0) }
    self.preparations = preparations.values.sorted { $0.attempt.jobIncarnation < $1.attempt.jobIncarnation }
  }

  /// The shortest journal that amounts to the same.
  package var records: [JournalRecord] {
    var records: [JournalRecord] = []
    var boot = ""
    func note(_ id: String) {
      if id != boot { records.append(.boot(id)) }
      boot = id
    }
    for entry in runs {
      note(entry.boot)
      records.append(.accepted(entry.run))
      if let end = entry.end { records.append(.ended(runID: entry.run.runID, end)) }
    }
    for entry in preparations {
      note(entry.boot)
      records += entry.records
    }
    return records
  }
}
