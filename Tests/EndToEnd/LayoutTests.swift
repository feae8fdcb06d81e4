import Foundation
import Testing

/// The layout of the sample output that doAzureParallel's guide shows.
@Suite("What commands print", .sharedHome, .serialized)
struct LayoutTests {
  @Test("is the guide's table for getJobList, its block for getJob, and one sentence for a deletion")
  func layout() async throws {
    let home = try SharedHome.current
    let empty = try await home.azp("-e", "getJobList()")
    #expect(empty.status == 0)
    #expect(
      empty.output
        == "[1] Id          State       Status      FailedTasks TotalTasks \n<0 rows> (or 0-length row.names)\n")

    let gate = "\(home.workDirectory)/gate"
    try await home.succeed(
      """
      done <- foreach(i = 1:2, .packages = c('stats', 'utils'), .options.azure = list(wait = FALSE, job = 'job11')) %dopar% { i }
      waitForJob(done)
      gate <- "\(gate)"
      open <- foreach(i = 1:12, .options.azure = list(wait = FALSE, job = 'job20170714215517', chunkSize = 3)) %dopar% {
        while (i > 9 && !file.exists(gate)) Sys.sleep(0.05)
        i
      }
      """)
    try await eventually("three of the four tasks are completed") {
      try await home.azp("-e", "getJob('job20170714215517')").output.contains("\tcompleted: 3\n")
    }
    // 3 of 5: the merge is a task as well.
    let list = try await home.azp("-e", "getJobList()")
    #expect(
      list.output == """
                         Id     State Status FailedTasks TotalTasks
        1             job11 completed  100 %           0          3
        2 job20170714215517    active   60 %           0          5

        """, "\(list)")
    let completed = try await home.azp("-e", "getJobList(state: completed)")
    #expect(completed.lines.count == 2 && completed.lines[1].hasPrefix("1 job11 completed"), "\(completed)")
    let filtered = try await home.azp(
      "-e", #"filter <- list(); filter$state <- c("active", "completed"); getJobList(filter)"#)
    #expect(filtered.output == list.output)

    let job = try await home.azp("-e", "getJob('job11', verbose = TRUE)")
    #expect(
      job.output == """
        Job Id: job11

        job metadata:
        \tchunkSize: 1
        \tenableCloudCombine: TRUE
        \tpackages: stats; utils
        \terrorHandling: stop
        \twait: FALSE

        tasks:
        \tactive: 0
        \trunning: 0
        \tcompleted: 3
        \t\tsucceeded: 3
        \t\tfailed: 0
        \ttotal: 3

        job state: completed

        """, "\(job)")
    let running = try await home.azp("-e", "getJob job20170714215517")
    #expect(running.output.contains("\tactive: 1\n\trunning: 1\n\tcompleted: 3\n"), "\(running)")
    #expect(running.output.hasSuffix("job state: active\n"))
    let quiet = try await home.azp("-e", "job <- getJob('job11', verbose = FALSE); print(job$tasks$succeeded)")
    #expect(quiet.output == "[1] 3\n")

    let refused = try await home.azp("-e", "deleteJob('job11')")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("add `yes` to delete without asking"), "\(refused)")
    let deleted = try await home.azp("-e", "deleteJob('job11', yes = TRUE)")
    #expect(deleted.status == 0)
    #expect(deleted.output == "Your job 'job11' has been deleted.\n", "\(deleted)")
    #expect(try await home.azp("-e", "getJob('job11')").status == 5)

    // The other one, while it runs.
    let stopped = try await home.azp("-e", "deleteJob job20170714215517 yes")
    #expect(stopped.output == "Your job 'job20170714215517' has been deleted.\n", "\(stopped)")
    try await eventually("the job is gone") {
      try await home.azp("-e", "getJobList()").output == empty.output
    }
    try await eventually("its blobs are gone") { home.stateFiles(in: "blobs").isEmpty }
  }
}
