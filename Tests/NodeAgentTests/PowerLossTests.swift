import AzureWire
import Foundation
import NodeAgent
import Testing

/// What an agent finds on a machine that lost power: its journal up to the
/// last sync and perhaps half a record more, run files that are gone or
/// hold nothing, and another boot.
@Suite("A node on a machine that lost power", .timeLimit(.minutes(3)))
struct PowerLossTests {
  private let end = RunEnd(outcome: .exited(code: 7), start: Timestamp(ticks: 5), end: Timestamp(ticks: 9))

  @Test("tells ends that were on the disk, gives up the other runs without starting them, and takes on new ones")
  func returns() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    try FileManager.default.createDirectory(atPath: node.path("agent/runs"), withIntermediateDirectories: true)
    func run(_ id: String) -> TaskRun { .script("echo \(id) >> \(log)", id: id) }
    do {
      let journal = try Journal(node.path("agent/journal"), boot: "the boot before")
      let ended = JournalRecord.ended(runID: "told", end)
      try journal.append(["told", "gone", "hole", "torn"].map { .accepted(run($0)) } + [ended], durably: true)
    }
    // A file of zeros is what some file systems make of one that was never synced.
    #expect(FileManager.default.createFile(atPath: node.path("agent/runs/hole"), contents: Data(count: 192)))
    let file = try #require(FileHandle(forWritingAtPath: node.path("agent/journal")))
    try file.seekToEnd()
    let lost = try JournalCodec.encode([.ended(runID: "torn", end)])
    try file.write(contentsOf: Data(lost.dropLast(10)))
    try file.close()

    service.change { state in state.wanted = ["told", "gone", "hole", "torn", "new"].map(run) }
    let agent = try AgentProcess(node)
    defer { agent.kill() }
    #expect(await service.wait(seconds: 60) { $0.ends.count == 5 })
    #expect(service.read { $0.ends["told"] } == end)
    for id in ["gone", "hole", "torn"] { #expect(service.read { $0.ends[id]?.outcome } == .lost, "\(id)") }
    #expect(service.read { $0.ends["new"]?.outcome } == .exited(code: 0))
    #expect(node.lines("log") == ["new"])
    #expect(service.read { $0.contradictions } == [])
  }
}
