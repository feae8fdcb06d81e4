import AzureWire
import Commands
import ParallelJobs
import RData
import Testing

@Suite("Texts of the commands")
struct CommandTextTests {
  @Test("the list of jobs prints in the layout of doAzureParallel")
  func listsJobs() {
    let jobs = [
      JobSummary(id: "job11", state: .active, counts: TaskCounts()),
      JobSummary(
        id: "job20170714221557", state: .active,
        counts: TaskCounts(active: 1, running: 0, completed: 5, succeeded: 1, failed: 4)),
      JobSummary(
        id: "job20170714211502", state: .completed,
        counts: TaskCounts(active: 0, running: 0, completed: 6, succeeded: 1, failed: 5)),
    ]
    #expect(
      RPrinter().string(GetJobList.table(of: jobs)) == """
                         Id     State              Status FailedTasks TotalTasks
        1             job11    active No tasks in the job           0          0
        2 job20170714221557    active                83 %           4          6
        3 job20170714211502 completed               100 %           5          6

        """)
  }

  @Test("a job prints its metadata, its counts, its state and what failed")
  func showsJob() {
    let job = JobInspection(
      id: "job1", state: .completed,
      metadata: [
        NameValue(name: "chunkSize", value: "1"), NameValue(name: "enableCloudCombine", value: "TRUE"),
        NameValue(name: "packages", value: "httr;stats"),
      ], counts: TaskCounts(active: 1, running: 0, completed: 5, succeeded: 0, failed: 5), terminateReason: nil)
    let failure = TaskFailure(
      taskID: "3", iterations: [TaskFailure.Iteration(number: 3, message: "bad luck")], exitCode: 1)
    #expect(
      GetJob.text(of: job, failures: [failure]) == """
        Job Id: job1

        job metadata:
        \tchunkSize: 1
        \tenableCloudCombine: TRUE
        \tpackages: httr; stats

        tasks:
        \tactive: 1
        \trunning: 0
        \tcompleted: 5
        \t\tsucceeded: 0
        \t\tfailed: 5
        \ttotal: 6

        job state: completed

        failures:
        \titeration 3: bad luck

        """)
  }
}
