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
    for _ in 0..<30 {
      policy.looked(progress(0))
      pauses.append(policy.pause)
    }
    #expect(pauses == pauses.sorted())
    #expect(pauses.last == WaitPolicy.longest)
  }

  @Test("looks sooner again when something moves")
  func speedsUp() {
    var policy = WaitPolicy()
    for _ in 0..<30 { policy.looked(progress(0)) }
    let slow = policy.pause
    policy.looked(progress(1))
    #expect(policy.pause < slow)
    for number in 2..<20 { policy.looked(progress(number)) }
    #expect(policy.pause == WaitPolicy.steady)
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
