import AzureWire
import Foundation
import NIOHTTP1

/// The node protocol's service side.
extension FakeService {
  func exchange(_ request: Request) async -> Response {
    if let refusal = read({ $0.refusal }) { return Response(status: refusal) }
    guard request.head.headers["Authorization"] == ["Bearer token-1"] else { return Response(status: .unauthorized) }
    guard let report = try? JSONDecoder().decode(NodeReport.self, from: Data(request.body)) else {
      return Response(status: .badRequest)
    }
    let deadline = ContinuousClock.now + .seconds(report.wantsAnswerNow ? 0 : 2)
    var seen = -1
    while true {
      let (instructions, change, isLost) = update { state in
        if seen < 0 { Self.learn(report, &state) }
        let instructions = Self.instructions(report, &state)
        let isLost = state.answersToLose > 0 && (!instructions.isEmpty || report.wantsAnswerNow)
        if isLost { state.answersToLose -= 1 }
        return (instructions, state.change, isLost)
      }
      if isLost { return Response(isLost: true) }
      if !instructions.isEmpty || ContinuousClock.now >= deadline {
        let body = (try? JSONEncoder().encode(instructions)).map(Array.init) ?? []
        return Response(body: body)
      }
      seen = change
      while read({ $0.change }) == seen, ContinuousClock.now < deadline {
        try? await Task.sleep(for: .milliseconds(1))
      }
    }
  }

  private static func learn(_ report: NodeReport, _ state: inout State) {
    state.exchanges += 1
    state.trouble = report.trouble
    state.change += 1
    for run in report.runs {
      switch run.state {
      case .preparing: break
      case .running(let start): state.started[run.runID] = start
      case .ended(let end):
        if let known = state.ends[run.runID], known != end { state.contradictions.append(run.runID) }
        state.ends[run.runID] = end
      }
    }
    for preparation in report.preparations
    where !state.preparations.contains(where: { $0.jobIncarnation == preparation.jobIncarnation }) {
      state.preparations.append(preparation)
    }
    if let boot = report.startTaskBoot { state.startTaskBoots.insert(boot) }
    for job in report.removedJobs where state.jobsToRemove.remove(job) != nil { state.removedJobs.insert(job) }
  }

  private static func instructions(_ report: NodeReport, _ state: inout State) -> NodeInstructions {
    let reported = Set(report.runs.map(\.runID))
    let ended = report.runs.filter { if case .ended = $0.state { true } else { false } }.map(\.runID)
    let files = state.files
    state.files = []
    return NodeInstructions(
      start: state.wanted.filter { !reported.contains($0.runID) && state.ends[$0.runID] == nil },
      terminate: report.runs.map(\.runID).filter { state.unwanted.contains($0) && !ended.contains($0) },
      forgetRuns: state.forgets ? ended : [],
      forgetPreparations: state.forgets ? report.preparations.map(\.jobIncarnation) : [],
      removeJobs: state.jobsToRemove.sorted(), files: files,
      startTask: state.startTask.flatMap { report.startTaskBoot == $0.boot ? nil : $0 }, shutdown: state.isReleased)
  }

  func reply(_ request: Request, _ path: String) -> Response {
    let file = request.head.headers[NodeProtocol.replyFileHeader].first.flatMap {
      try? JSONDecoder().decode(NodeFile.self, from: Data($0.utf8))
    }
    let reply = Reply(
      kind: request.head.headers[NodeProtocol.replyKindHeader].first ?? "", file: file, body: request.body)
    change { $0.replies[path.split(separator: "/").last.map(String.init) ?? ""] = reply }
    return Response()
  }
}
