import AzureWire
import Foundation
import NodeAgent
import Testing

@Suite("A journal")
struct JournalTests {
  private let end = RunEnd(outcome: .exited(code: 0), start: Timestamp(ticks: 5), end: Timestamp(ticks: 9))

  private var records: [JournalRecord] {
    let attempt = PreparationAttempt(
      jobID: "j", jobIncarnation: "i", preparation: .script("p"), number: 2, retryCount: 1)
    let report = PreparationReport(jobID: "j", jobIncarnation: "i", end: end, retryCount: 1)
    return [
      .boot("b1"), .accepted(.script("1\n2", id: "a")), .accepted(.script("", id: "b")), .preparing(attempt),
      .ended(runID: "a", end), .prepared(report), .preparationTold(incarnation: "i"), .boot("b2"),
      .accepted(.script("", id: "c")), .forgotten(runID: "b"),
    ]
  }

  @Test("amounts to the runs that are not forgotten, with their ends and the boot they were taken in")
  func state() throws {
    let (read, damaged) = JournalCodec.decode(try JournalCodec.encode(records))
    #expect(damaged == 0)
    let state = JournalState(read)
    #expect(state.runs.map(\.run.runID) == ["a", "c"])
    #expect(state.runs.map(\.boot) == ["b1", "b2"])
    #expect(state.runs.map(\.end) == [end, nil])
    #expect(state.runs.first?.run.commandLine == "/bin/sh -c '1\n2'")
    #expect(state.preparations.map(\.isTold) == [true])
    #expect(state.preparations.first?.attempt.launchID == "i.prep.2")
    let again = JournalState(JournalCodec.decode(try JournalCodec.encode(state.records)).records)
    #expect(again.runs.map(\.run.runID) == ["a", "c"])
    #expect(again.runs.map(\.boot) == ["b1", "b2"])
    #expect(again.preparations.first?.report?.retryCount == 1)
  }

  @Test("is read up to a torn record, wherever it is torn")
  func torn() throws {
    let bytes = try JournalCodec.encode(Array(records.prefix(3)))
    let two = try JournalCodec.encode(Array(records.prefix(2))).count
    for length in two..<bytes.count {
      let (read, damaged) = JournalCodec.decode(Array(bytes[..<length]))
      #expect(read.count == 2)
      #expect(damaged == length - two)
    }
  }

  @Test("is read up to a damaged byte", arguments: [0, 8, 9, 30, 59])
  func damaged(place: Int) throws {
    var bytes = try JournalCodec.encode(records)
    let one = try JournalCodec.encode(Array(records.prefix(1))).count
    bytes[one + place] ^= 1
    #expect(JournalCodec.decode(bytes).records.count == 1)
  }

  @Test("outlives its writer, is seen by nobody else, and goes on after a torn end")
  func file() throws {
    let directory = try TemporaryDirectory.make()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let path = directory + "/journal"
    do {
      let journal = try Journal(path, boot: "b1")
      #expect(journal.inherited.runs.isEmpty)
      try journal.append([.accepted(.script("", id: "a"))], durably: true)
      try journal.append([.accepted(.script("", id: "b"))], durably: false)
    }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("00000000 {\"acc".utf8))
    try handle.close()
    do {
      let journal = try Journal(path, boot: "b2")
      #expect(journal.damagedBytes == 14)
      #expect(journal.inherited.runs.map(\.run.runID) == ["a", "b"])
      try journal.append([.ended(runID: "a", end)], durably: false)
    }
    let journal = try Journal(path, boot: "b2")
    #expect(journal.damagedBytes == 0)
    #expect(journal.inherited.runs.map(\.end) == [end, nil])
    #expect(journal.inherited.runs.map(\.boot) == ["b1", "b1"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }
}
