import AzureWire
import BatchService

/// The agent of a node that does whatever it is told at once; each run ends
/// as the test says.
struct RecordedAgent {
  let server: TestServer
  let nodeID: String
  var outcome = RunEnd.Outcome.exited(code: 0)
  /// Whether tasks run on for ever.
  var isBusy = false
  private var runs: [String: RunReport.State] = [:]
  private var preparations: [PreparationReport] = []
  private var startTaskBoot: Int?

  init(server: TestServer, nodeID: String) {
    self.server = server
    self.nodeID = nodeID
  }

  /// Works until there is nothing more to do.
  mutating func work() async throws {
    while true {
      let told = try await server.exchange(
        NodeReport(
          runs: runs.map { RunReport(runID: $0, state: $1) }, preparations: preparations, startTaskBoot: startTaskBoot,
          wantsAnswerNow: true),
        node: nodeID)
      for run in told.forgetRuns { runs[run] = nil }
      preparations.removeAll { told.forgetPreparations.contains($0.jobIncarnation) }
      if let order = told.startTask {
        startTaskBoot = order.boot
        prepare("", StartTaskOrder.incarnation(boot: order.boot))
      }
      for run in told.start {
        if run.preparation != nil { prepare(run.jobID, run.jobIncarnation) }
        runs[run.runID] = isBusy ? .running(start: server.now) : .ended(end(outcome))
      }
      guard told.startTask != nil || !told.start.isEmpty || !told.forgetRuns.isEmpty else { return }
    }
  }

  private mutating func prepare(_ job: String, _ incarnation: String) {
    preparations.append(
      PreparationReport(jobID: job, jobIncarnation: incarnation, end: end(.exited(code: 0)), retryCount: 0))
  }

  private func end(_ outcome: RunEnd.Outcome) -> RunEnd {
    RunEnd(outcome: outcome, start: server.now, end: server.now)
  }
}
