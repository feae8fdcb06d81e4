import AzureWire
import NodeAgent
import Testing

@Suite("The table of runs")
struct RunTableTests {
  private let now = Timestamp(ticks: 1000)
  private func ended(_ code: Int) -> ProcessEnd {
    ProcessEnd(reason: .exited, exitCode: code, start: Timestamp(ticks: 1000), end: Timestamp(ticks: 2000))
  }
  private func table(_ runs: [TaskRun], slots: Int = 1) -> RunTable {
    var table = RunTable(slots: slots)
    for run in runs { table.accept(run) }
    return table
  }

  /// Brings the run from its slot to its process.
  private func start(_ runID: String, _ table: inout RunTable) {
    #expect(table.fetched(runID, failure: nil, at: now) == [.launch(runID: runID)])
    #expect(table.launched(runID, at: now) == [])
  }

  @Test("gives slots in order, the next when one is free")
  func order() {
    var table = table([.script("a", id: "a"), .script("b", id: "b"), .script("c", id: "c")], slots: 2)
    #expect(table.advance(at: now) == [.fetch(runID: "a"), .fetch(runID: "b")])
    #expect(table.advance(at: now) == [])
    start("a", &table)
    let end = RunEnd(outcome: .exited(code: 1), start: Timestamp(ticks: 1000), end: Timestamp(ticks: 2000))
    #expect(table.processEnded("a", ended(1), at: now) == [.settle(runID: "a", end), .fetch(runID: "c")])
    #expect(table.liveRunIDs == ["b", "c"])
  }

  @Test("begins nothing of a run before the disk has its acceptance")
  func unrecorded() {
    var table = RunTable(slots: 2)
    table.accept(.script("a", id: "a"), isRecorded: false)
    table.accept(.script("b", id: "b"), isRecorded: false)
    #expect(table.advance(at: now) == [])
    #expect(table.reports.map(\.runID) == ["a", "b"])
    #expect(table.recorded(["b"], at: now) == [.fetch(runID: "b")])
    table.dropUnrecorded(["a", "b"])
    #expect(table.liveRunIDs == ["b"] && !table.isKnown("a"))
    #expect(table.recorded(["a"], at: now) == [])
  }

  @Test("hands back what waits for a slot, and nothing else")
  func returns() {
    var table = table([.script("a", id: "a"), .script("b", id: "b"), .script("c", id: "c")])
    _ = table.advance(at: now)
    #expect(table.waitingRunIDs == ["b", "c"])
    let end = RunEnd(outcome: .returned, start: nil, end: now)
    #expect(table.returnWaiting(at: now) == [.settle(runID: "b", end), .settle(runID: "c", end)])
    #expect(table.liveRunIDs == ["a"] && table.end(of: "c") == end)
    start("a", &table)
    #expect(table.processEnded("a", ended(0), at: now).count == 1)
  }

  @Test("says of a run that is unwanted that its end is seen to")
  func ending() {
    var table = table([.script("a", id: "a"), .script("b", id: "b")], slots: 2)
    _ = table.advance(at: now)
    start("a", &table)
    _ = table.terminate("a", at: now)
    #expect(table.reports.map(\.isEnding) == [true, nil])
  }

  @Test("takes a run that it knows for no news, also when it has ended")
  func twice() {
    var table = table([.script("a", id: "a")])
    _ = table.advance(at: now)
    table.accept(.script("a", id: "a"))
    #expect(table.advance(at: now) == [])
    start("a", &table)
    _ = table.processEnded("a", ended(0), at: now)
    table.accept(.script("a", id: "a"))
    #expect(table.advance(at: now) == [])
    #expect(table.end(of: "a")?.outcome == .exited(code: 0))
    #expect(table.processEnded("a", ended(1), at: now) == [])
  }

  @Test("declines a run that it does not know, and never begins it")
  func decline() {
    var table = RunTable(slots: 1)
    table.decline(.script("a", id: "a"), at: now)
    table.accept(.script("a", id: "a"))
    #expect(table.advance(at: now) == [])
    #expect(table.end(of: "a") == RunEnd(outcome: .returned, start: nil, end: now))
    _ = table.forget("a")
    #expect(!table.isKnown("a"))
  }

  @Test("keeps what was seen at the end of a process")
  func remark() {
    var table = table([.script("a", id: "a")])
    _ = table.advance(at: now)
    start("a", &table)
    var end = ended(1)
    end.remark = "The disk is full."
    _ = table.processEnded("a", end, at: now)
    #expect(table.end(of: "a")?.remark == "The disk is full.")
  }

  @Test("lets runs of one task follow each other, others passing")
  func sameTask() {
    var table = table(
      [.script("1", id: "a1", task: "t"), .script("2", id: "a2", task: "t"), .script("3", id: "b")], slots: 3)
    #expect(table.advance(at: now) == [.fetch(runID: "a1"), .fetch(runID: "b")])
    start("a1", &table)
    #expect(table.processEnded("a1", ended(1), at: now).last == .fetch(runID: "a2"))
  }

  @Test("ends what is unwanted in every phase, once what is under way is over")
  func terminate() {
    var table = table([.script("a", id: "a"), .script("b", id: "b"), .script("c", id: "c")], slots: 2)
    _ = table.advance(at: now)
    start("a", &table)
    let unwanted = RunEnd(outcome: .terminated(RunOutcomes.endedByRequest, exitCode: nil), start: nil, end: now)
    #expect(table.terminate("c", at: now) == [.settle(runID: "c", unwanted)])
    #expect(table.terminate("b", at: now) == [.cancelTransfer(runID: "b")])
    #expect(table.terminate("b", at: now) == [])
    #expect(table.fetched("b", failure: nil, at: now) == [.settle(runID: "b", unwanted)])
    #expect(table.terminate("a", at: now) == [.terminate(runID: "a")])
    let end = ProcessEnd(reason: .terminated, exitCode: 143, start: now, end: now)
    _ = table.processEnded("a", end, at: now)
    #expect(table.end(of: "a")?.outcome == .terminated(RunOutcomes.endedByRequest, exitCode: 143))
    #expect(table.terminate("a", at: now) == [])
    #expect(table.liveRunIDs.isEmpty)
  }

  @Test("uploads when the exit code asks for it, and a failure to do so keeps the code")
  func upload() {
    let onFailure = OutputFile(filePattern: "x", containerUrl: "u", path: nil, uploadCondition: .taskFailure)
    var table = table(
      [.script("a", id: "a", outputFiles: [onFailure]), .script("b", id: "b", outputFiles: [onFailure])])
    _ = table.advance(at: now)
    start("a", &table)
    #expect(table.processEnded("a", ended(0), at: now).last == .fetch(runID: "b"))
    start("b", &table)
    #expect(table.processEnded("b", ended(3), at: now) == [.upload(runID: "b", exitCode: 3)])
    #expect(table.reports.first?.runID == "b")
    let failure = TaskFailureInformation(code: "FileUploadMiscError", message: "m")
    _ = table.uploaded("b", failure: failure, at: now)
    #expect(table.end(of: "b")?.outcome == .failed(failure, exitCode: 3))
  }

  @Test("makes runs wait for their preparation and fails those that insist on it")
  func preparation() {
    let must = JobPreparation.script("p")
    let may = JobPreparation.script("p", waitForSuccess: false)
    var table = table(
      [
        .script("a", id: "a", preparation: must), .script("b", id: "b", preparation: must),
        .script("c", id: "c", incarnation: "inc2", preparation: may),
      ], slots: 3)
    #expect(
      table.advance(at: now) == [
        .prepare(runID: "a"), .prepare(runID: "b"), .prepare(runID: "c"), .fetch(runID: "c"),
      ])
    let end = RunEnd(outcome: .preparationFailed, start: nil, end: now)
    #expect(
      table.preparationEnded("inc1", hasSucceeded: false, at: now) == [
        .settle(runID: "a", end), .settle(runID: "b", end),
      ])
    table.accept(.script("d", id: "d", preparation: must))
    #expect(table.advance(at: now) == [.settle(runID: "d", end)])
    table.forgetPreparation("inc1")
    table.accept(.script("e", id: "e", preparation: must))
    #expect(table.advance(at: now) == [.prepare(runID: "e")])
    #expect(table.preparationEnded("inc1", hasSucceeded: true, at: now) == [.fetch(runID: "e")])
  }

  @Test("forgets only what has ended")
  func forget() {
    var table = table([.script("a", id: "a")])
    _ = table.advance(at: now)
    let isTooEarly = !table.forget("a")
    #expect(isTooEarly)
    _ = table.fetched("a", failure: TaskFailureInformation(code: "BlobNotFound", message: "m"), at: now)
    let isForgotten = table.forget("a")
    #expect(isForgotten)
    #expect(!table.isKnown("a"))
  }

  @Test("reports a run of a killed supervisor as lost")
  func lost() {
    var table = RunTable(slots: 1)
    table.restore(.script("a", id: "a"), runningSince: now)
    table.accept(.script("b", id: "b"))
    #expect(table.advance(at: now) == [])
    #expect(
      table.lost("a", at: now) == [
        .settle(runID: "a", RunEnd(outcome: .lost, start: now, end: now)), .fetch(runID: "b"),
      ])
  }
}

@Suite("Answers that come late")
struct StaleAnswersTests {
  @Test("start nothing that was forgotten after their exchange was sent, but later ones do")
  func starts() {
    var stale = StaleAnswers()
    let old = stale.begin()
    stale.forgot("r")
    let new = stale.begin()
    #expect(!stale.mayStart("r", ofJob: "j", in: old))
    #expect(stale.mayStart("s", ofJob: "j", in: old))
    #expect(stale.mayStart("r", ofJob: "j", in: new))
    stale.end(new)
    #expect(!stale.mayStart("r", ofJob: "j", in: old))
    stale.end(old)
    #expect(stale.mayStart("r", ofJob: "j", in: old))
  }

  @Test("remove no job a second time, and start none of its old runs")
  func removals() {
    var stale = StaleAnswers()
    let old = stale.begin()
    stale.removed("j")
    #expect(!stale.mayRemove("j", in: old))
    #expect(!stale.mayStart("r", ofJob: "j", in: old))
    let new = stale.begin()
    #expect(stale.mayRemove("j", in: new))
  }
}
