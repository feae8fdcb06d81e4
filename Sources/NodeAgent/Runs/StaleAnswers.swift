/// Keeps an answer that comes late from undoing what a later one did.
///
/// Exchanges may overlap, and so may their answers. An answer to an exchange
/// that was sent before a run was forgotten, or a job removed, can still ask
/// for the run to be started or the job to be removed: the service had not
/// known better. Such a wish is one of the past. Each exchange has a number;
/// what was done is kept with the number of the exchange sent last before,
/// until no answer of an exchange up to that one is outstanding.
package struct StaleAnswers: Sendable {
  private var last = 0
  private var outstanding: Set<Int> = []
  private var forgottenRuns: [String: Int] = [:]
  private var removedJobs: [String: Int] = [:]

  package init() {}

  /// A new exchange is sent.
  package mutating func begin() -> Int {
    last += 1
    outstanding.insert(last)
    return last
  }

  /// The exchange was answered, and the answer dealt with, or has failed.
  package mutating func end(_ exchange: Int) {
    outstanding.remove(exchange)
    let oldest = outstanding.min() ?? .max
    forgottenRuns = forgottenRuns.filter { $0.value >= oldest }
    removedJobs = removedJobs.filter { $0.value >= oldest }
  }

  /// A run was forgotten: no earlier exchange may start it.
  package mutating func forgot(_ runID: String) { forgottenRuns[runID] = last }

  /// A job was removed: no earlier exchange may start runs of it.
  package mutating func removed(_ jobID: String) { removedJobs[jobID] = last }

  /// Whether an answer to this exchange may start that run of that job.
  package func mayStart(_ runID: String, ofJob jobID: String, in exchange: Int) -> Bool {
    isNews(forgottenRuns[runID], exchange) && isNews(removedJobs[jobID], exchange)
  }

  /// Whether an answer to this exchange may remove that job.
  package func mayRemove(_ jobID: String, in exchange: Int) -> Bool {
    isNews(removedJobs[jobID], exchange)
  }

  private func isNews(_ done: Int?, _ exchange: Int) -> Bool { done.map { exchange > $0 } ?? true }
}
