import RData
import SessionLanguage
import Testing

/// The code blocks of the guide "Job Management and Asynchronous Jobs", to the
/// letter and in its order; of a block with sample output, the lines of code.
private let blocks = [
  """
  # List your jobs:
  getJobList()

  # Get your job by job id:
  getJob(jobId = 'unique_job_id', verbose = TRUE)
  """,
  "# set the .options.azure option in the foreach loop \n" + """
    opt <- list(job = 'unique_job_id', wait = FALSE)

    # NOTE - if the option wait = FALSE, foreach will return your unique job id
    job_id <- foreach(i = 1:number_of_iterations, .options.azure = opt) %dopar % { ... }

    # get back your job results with your unique job id
    results <- getJobResult(job_id)
    """,
  """
  # List jobs in completed state:
  filter <- list()
  filter$state <- c("active", "completed")
  jobList <- getJobList(filter)
  View(jobList)
  """,
  """
    options <- list(wait = FALSE)
    jobId <- foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { ... }
  """,
  """
    options <- list(wait = FALSE, job = 'myjob')
    foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { ... }
  """,
  "  getJobList()",
  "  getJobList()\n\n",
  """
    filter <- filter <- list()
    filter$state <- c("active", "completed")
    getJobList(filter)
  """,
  """
    getJob(jobId)
    getJob(jobId, verbose = TRUE)

  """,
  "  jobResult <- getJobResult(jobId)",
  "  deleteJob(jobId)",
]

@Suite("Every code block of the workflow runs as written")
struct SeedTests {
  @Test("list jobs and get one by its id")
  func listAndGet() async throws {
    let host = try await run(
      """
      # List your jobs:
      getJobList()

      # Get your job by job id:
      getJob(jobId = 'unique_job_id', verbose = TRUE)
      """)
    #expect(host.seen.invocations.map(\.name) == ["getJobList", "getJob"])
    #expect(host.seen.invocations[0].arguments.isEmpty)
    #expect(try host.seen.invocations[1].string("jobId") == "unique_job_id")
    #expect(try host.seen.invocations[1].flag("verbose"))
    #expect(host.seen.shown.count == 2)
  }

  @Test("submit without waiting, with the loop operator's space, and fetch the result")
  func submit() async throws {
    let host = try await run(
      """
      number_of_iterations <- 10
      # set the .options.azure option in the foreach loop
      opt <- list(job = 'unique_job_id', wait = FALSE)

      # NOTE - if the option wait = FALSE, foreach will return your unique job id
      job_id <- foreach(i = 1:number_of_iterations, .options.azure = opt) %dopar % { mean(rnorm(1e6)) + i }

      # get back your job results with your unique job id
      results <- getJobResult(job_id)
      """)
    let loop = try #require(host.seen.loops.first)
    #expect(loop.isParallel)
    #expect(loop.iterations.map(\.name) == ["i"])
    #expect(loop.iterations[0].values == RValue(.integer((1...10).map { $0 })))
    #expect(loop.options.azure == .list(["job": .string("unique_job_id"), "wait": .flag(false)]))
    #expect(loop.body == "{ mean(rnorm(1e6)) + i }")
    #expect(loop.exports.isEmpty)
    #expect(try host.seen.invocations[0].string("jobId") == "job1")
    #expect(host.seen.shown.isEmpty)
  }

  @Test("filter a list by state and view it")
  func filter() async throws {
    let host = try await run(
      """
      # List jobs in completed state:
      filter <- list()
      filter$state <- c("active", "completed")
      jobList <- getJobList(filter)
      View(jobList)
      """)
    #expect(host.seen.invocations[0]["filter"] == .list(["state": .strings(["active", "completed"])]))
    #expect(host.seen.invocations[1]["x"] == .string("result of getJobList"))
  }

  @Test("options without and with a job id, indented blocks, a chain of assignments")
  func options() async throws {
    let host = try await run(
      """
        number_of_iterations <- 3
        options <- list(wait = FALSE)
        jobId <- foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { i }
        options <- list(wait = FALSE, job = 'myjob')
        foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { i }
        getJobList()
        filter <- filter <- list()
        filter$state <- c("active", "completed")
        getJobList(filter)
        getJob(jobId)
        getJob(jobId, verbose = TRUE)
        jobResult <- getJobResult(jobId)
        deleteJob(jobId)
      """)
    #expect(host.seen.loops.count == 2)
    #expect(host.seen.loops[1].options.azure.element("job") == .string("myjob"))
    #expect(
      host.seen.invocations.map(\.name) == [
        "getJobList", "getJobList", "getJob", "getJob", "getJobResult", "deleteJob",
      ])
    #expect(host.seen.shown.count == 5)
  }

  @Test("each block to the letter, one after the other in one session and through the check")
  func verbatim() async throws {
    let before = "number_of_iterations <- 10\n"
    let text = before + blocks.joined(separator: "\n")
    #expect(
      ProgramCheck.findings(in: SourceText(name: "guide", text: text), commands: RecordingHost.testCommands).isEmpty)
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    for block in [before] + blocks {
      let program = try Parser.parse(SourceText(name: "guide", text: block), commands: host.commands)
      try await interpreter.run(program)
    }
    #expect(host.seen.loops.map(\.body) == ["{ ... }", "{ ... }", "{ ... }"])
    #expect(
      host.seen.loops.map(\.options.azure) == [
        .list(["job": .string("unique_job_id"), "wait": .flag(false)]), .list(["wait": .flag(false)]),
        .list(["wait": .flag(false), "job": .string("myjob")]),
      ])
    #expect(
      host.seen.invocations.map(\.name) == [
        "getJobList", "getJob", "getJobResult", "getJobList", "View", "getJobList", "getJobList", "getJobList",
        "getJob",
        "getJob", "getJobResult", "deleteJob",
      ])
    #expect(host.seen.sources.isEmpty)
  }
}
