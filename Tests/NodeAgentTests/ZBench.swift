import AzureWire
import Foundation
import NodeAgent
import Testing
@Suite(.enabled(if: ProcessInfo.processInfo.environment["BENCH"] != nil)) struct ZBench {
  @Test func flood() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    var runs = (1...2000).map { n in TaskRun.script("", id: "r\(n)") }
    for i in runs.indices { runs[i].commandLine = "/bin/true" }
    let agent = try AgentProcess(node, slots: 2)
    defer { agent.kill() }
    _ = await service.wait { $0.exchanges > 1 }
    try await Task.sleep(for: .milliseconds(200))
    // hand out in windows like a real service
    let t = ContinuousClock.now
    var next = 0
    while true {
      let ended = service.read { $0.ends.count }
      if ended == 2000 { break }
      if next < 2000, next - ended < 8 { let n = min(2000, ended + 16); let part = Array(runs[next..<n]); next = n; service.change { s in s.wanted = s.wanted.filter { s.ends[$0.runID] == nil } + part } }
      try await Task.sleep(for: .microseconds(300))
    }
    let d = ContinuousClock.now - t
    print("FLOOD", d / 2000, "exchanges", service.read { $0.exchanges })
  }
}
