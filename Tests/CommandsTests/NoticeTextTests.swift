import AzureWire
import Commands
import ParallelJobs
import Session
import Testing

@Suite("A notice's text")
struct NoticeTextTests {
  private func ending(_ id: String = "j", failed: Int = 0, seconds: Double? = 250) -> JobEnding {
    let counts = TaskCounts(completed: 40, succeeded: 40 - failed, failed: failed)
    return JobEnding(id: id, progress: JobProgress(state: .completed, counts: counts), seconds: seconds)
  }

  @Test("says how the job ended, in words and with a mark")
  func lines() {
    #expect(NoticeText.line(for: ending()) == "✓ j completed: 40 tasks in 4m 10s.")
    #expect(NoticeText.line(for: ending(seconds: nil)) == "✓ j completed: 40 tasks.")
    #expect(NoticeText.line(for: ending(failed: 3)) == "✗ j failed: 3 of 40 tasks; `getJob j` says why.")
    var passed = ending(failed: 3)
    passed.progress?.errorHandling = .pass
    #expect(NoticeText.line(for: passed) == "✓ j completed: 40 tasks in 4m 10s, 3 of them failed.")
    #expect(NoticeText.line(for: JobEnding(id: "j", progress: nil)) == "- j was deleted.")
    var stuck = ending()
    stuck.progress = JobProgress(state: .active, counts: TaskCounts(active: 3), isStuck: true)
    #expect(
      NoticeText.line(for: stuck) == "✗ j cannot start: its preparation failed; `explainJob j` says why.")
    var terminated = ending()
    terminated.isTerminated = true
    #expect(NoticeText.line(for: terminated) == "- j was terminated: 40 of 40 tasks are done.")
  }

  @Test("does not count jobs that cannot start among those that have ended")
  func stuck() {
    var stuck = ending("s")
    stuck.progress = JobProgress(state: .active, counts: TaskCounts(active: 3), isStuck: true)
    func summary(_ endings: [JobEnding]) -> String? { NoticeText.block(for: endings, mode: .summary) }
    #expect(summary([stuck]) == "1 job cannot start; `notices` lists them.")
    #expect(summary([stuck, stuck]) == "2 jobs cannot start; `notices` lists them.")
    #expect(summary([stuck, ending()]) == "1 job has ended, 1 cannot start; `notices` lists them.")
    #expect(
      summary([stuck, ending(), ending(failed: 2)])
        == "2 jobs have ended, 1 with failures, 1 cannot start; `notices` lists them.")
  }

  @Test("is one block for the ends of one look, of few lines")
  func blocks() {
    let many = (1...7).map { ending("j\($0)", failed: $0 == 7 ? 1 : 0, seconds: nil) }
    #expect(NoticeText.block(for: [], mode: .all) == nil)
    #expect(NoticeText.block(for: many, mode: .off) == nil)
    #expect(NoticeText.block(for: many, mode: .summary) == "7 jobs have ended, 1 with failures; `notices` lists them.")
    #expect(NoticeText.block(for: [ending()], mode: .summary) == "1 job has ended; `notices` lists them.")
    #expect(
      NoticeText.block(for: many, mode: .all) == """
        ✓ j1 completed: 40 tasks.
        ✓ j2 completed: 40 tasks.
        ✓ j3 completed: 40 tasks.
        ✓ j4 completed: 40 tasks.
        ... and 3 jobs have ended, 1 with failures; `notices` lists them.
        """)
  }
}
