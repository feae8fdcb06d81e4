import AzureWire
import Commands
import ParallelJobs
import RData
import Rendering
import Testing

@Suite("The lists in each format")
struct ListFormatTests {
  private let jobs = GetJobList.table(of: [
    JobSummary(id: "job11", state: .active, counts: TaskCounts()),
    JobSummary(
      id: "nightly", state: .completed,
      counts: TaskCounts(active: 0, running: 0, completed: 6, succeeded: 5, failed: 1)),
  ])

  private func text(_ name: FormatName, width: Int? = nil) -> String {
    name.format(width: width, paint: .none)?.text(of: jobs) ?? RPrinter(width: width ?? 80).string(jobs)
  }

  @Test("the list of jobs")
  func listOfJobs() {
    #expect(
      text(.auto) == """
               Id     State              Status FailedTasks TotalTasks
        1   job11    active No tasks in the job           0          0
        2 nightly completed               100 %           1          6

        """)
    #expect(
      text(.table) == """
        Id       State      Status               FailedTasks  TotalTasks
        job11    active     No tasks in the job            0           0
        nightly  completed  100 %                          1           6

        """)
    #expect(
      text(.vertical) == """
        Id:          job11
        State:       active
        Status:      No tasks in the job
        FailedTasks: 0
        TotalTasks:  0

        Id:          nightly
        State:       completed
        Status:      100 %
        FailedTasks: 1
        TotalTasks:  6

        """)
    #expect(
      text(.json) == """
        [
          {"Id": "job11", "State": "active", "Status": "No tasks in the job", "FailedTasks": 0, "TotalTasks": 0},
          {"Id": "nightly", "State": "completed", "Status": "100 %", "FailedTasks": 1, "TotalTasks": 6}
        ]

        """)
    #expect(
      text(.ndjson) == """
        {"Id": "job11", "State": "active", "Status": "No tasks in the job", "FailedTasks": 0, "TotalTasks": 0}
        {"Id": "nightly", "State": "completed", "Status": "100 %", "FailedTasks": 1, "TotalTasks": 6}

        """)
    #expect(
      text(.csv) == """
        Id,State,Status,FailedTasks,TotalTasks
        job11,active,No tasks in the job,0,0
        nightly,completed,100 %,1,6

        """)
    #expect(
      text(.tsv) == """
        Id\tState\tStatus\tFailedTasks\tTotalTasks
        job11\tactive\tNo tasks in the job\t0\t0
        nightly\tcompleted\t100 %\t1\t6

        """)
    #expect(text(.ids) == "job11\nnightly\n")
  }

  @Test("40 columns show the state, and say what else there is")
  func narrow() {
    #expect(
      text(.table, width: 40) == """
        Id       State      Status
        job11    active     No tasks in the job
        nightly  completed  100 %
        (2 columns are hidden: FailedTasks,
        TotalTasks; `format vertical` shows all)

        """)
  }
}
