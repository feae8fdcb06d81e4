import AzureWire
import ParallelJobs
import Testing

@Suite("A wait")
struct WaitPolicyTests {
  private func progress(_ completed: Int) -> JobProgress {
    JobProgress(state: .active, counts: TaskCounts(active: 100 - completed, completed: completed))
  }

  @Test("looks more and more rarely while nothing moves, up to a limit")
  func backsOff() {
    var policy = WaitPolicy()
    var pauses: [Duration] = []
    for _ in 0..<60 {
      policy.looked(progress(0))
      pauses.append(policy.pause)
    }
    #expect(pauses == pauses.sorted())
    #expect(pauses.last == WaitPolicy.longest)
  }

  @Test("looks sooner again when something moves")
  func speedsUp() {
    var policy = WaitPolicy()
    for _ in 0..<60 { policy.looked(progress(0)) }
    let slow = policy.pause
    policy.looked(progress(1))
    #expect(policy.pause < slow)
    for number in 2..<20 { policy.looked(progress(number)) }
    #expect(policy.pause == WaitPolicy.steady)
  }

  @Test("finds the end of a job of a moment within a tenth of its time, and lets a long one alone")
  func soon() {
    var policy = WaitPolicy()
    var time = Duration.zero
    while time < .seconds(1) {
      #expect(policy.pause <= max(time / 10, WaitPolicy.shortest))
      time += policy.pause
      policy.looked(progress(0))
    }
    // Also one of which a task ends at each look.
    var looks = 0
    while time < .seconds(60) {
      time += policy.pause
      looks += 1
      policy.looked(progress(looks % 100))
    }
    #expect(looks <= 320)
  }

  @Test("ends on failure, on deletion and when the job can never start")
  func ends() {
    #expect(JobProgress(state: .completed, counts: TaskCounts(completed: 1, failed: 1)).isOver)
    #expect(JobProgress(state: .deleting, counts: TaskCounts()).isOver)
    #expect(JobProgress(state: .active, counts: TaskCounts(active: 3), isStuck: true).isOver)
    #expect(!JobProgress(state: .active, counts: TaskCounts(active: 3)).isOver)
  }

  @Test("a failure that the loop passes on is no failure of the job")
  func knowsErrorHandling() {
    let counts = TaskCounts(completed: 3, succeeded: 2, failed: 1)
    #expect(!JobProgress(state: .completed, counts: counts).isSuccess)
    #expect(JobProgress(state: .completed, counts: counts, errorHandling: .pass).isSuccess)
    let all = TaskCounts(completed: 1, succeeded: 0, failed: 1)
    #expect(!JobProgress(state: .completed, counts: all, errorHandling: .remove).isSuccess)
  }
}
