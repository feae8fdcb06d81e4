import AzureClient
import AzureWire
import Foundation
import Testing

/// The same job by azp and by doAzureParallel. What doAzureParallel writes is
/// made here by R itself, of the same objects in the same places; what it
/// reads is read here by R.
@Suite("A job by two tools", .sharedHome)
struct BothToolsTests {
  /// What a worker of doAzureParallel does with the job's environment, in a
  /// few lines: one list for each task, named by the iterations.
  private static let worker = """
    arguments <- commandArgs(trailingOnly = TRUE)
    directory <- Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR")
    job <- readRDS(file.path(directory, paste0(Sys.getenv("AZ_BATCH_JOB_ID"), ".rds")))
    iterations <- seq(as.integer(arguments[1]), as.integer(arguments[2]))
    parent.env(job$exportenv) <- globalenv()
    result <- lapply(job$argsList[iterations], function(values) {
      tryCatch(eval(job$expr, values, job$exportenv), error = function(e) e)
    })
    names(result) <- iterations
    cat("the user's output\\n")
    message("a message")
    saveRDS(result, paste0(Sys.getenv("AZ_BATCH_TASK_ID"), "-result.rds"))
    failed <- any(vapply(result, inherits, logical(1), "error"))
    cat("Error Code:", as.integer(failed), "\\n")
    quit(save = "no", status = as.integer(failed))
    """

  private static let merger = """
    arguments <- commandArgs(trailingOnly = TRUE)
    files <- file.path("results", paste0(seq_len(as.integer(arguments[1])), "-result.rds"))
    result <- unlist(lapply(files, readRDS), recursive = FALSE)
    if (arguments[3] == "stop" && any(vapply(result, inherits, logical(1), "error"))) quit(status = 1)
    if (arguments[3] == "remove") result <- Filter(function(value) !inherits(value, "error"), result)
    saveRDS(result, "merge-result.rds")
    """

  /// The environment that doAzureParallel sends, with `offset` exported.
  private static func environment(_ job: String) -> String {
    """
    job <- new.env()
    job$expr <- quote({ if (i == 3 && identical(mode, "fail")) stop("three"); i * 10 + offset })
    job$exportenv <- new.env()
    job$exportenv$offset <- 1
    job$exportenv$mode <- if (grepl("fail|pass", "\(job)")) "fail" else "work"
    job$argsList <- lapply(1:5, function(i) list(i = i))
    job$packages <- NULL
    job$github <- NULL
    job$bioconductor <- NULL
    job$pkgName <- "doAzureParallel"
    job$enableCloudCombine <- TRUE
    job$cloudCombine <- NULL
    job$localCombine <- function(a, ...) c(a, list(...))
    saveRDS(job, "\(job).rds")
    metadata <- paste0("<metadata><enableCloudCombine>TRUE</enableCloudCombine><chunkSize>2</chunkSize>",
      "<errorHandling>\(handling(job))</errorHandling><wait>FALSE</wait></metadata>")
    saveRDS(metadata, "\(job)-metadata.rds")
    """
  }

  private static func handling(_ job: String) -> String { job.contains("pass") ? "pass" : "stop" }

  /// A signature of two days that began some days ago; its letters in the order
  /// in which doAzureParallel has them, its URL with a host in Azure.
  private static func url(
    _ credential: SharedKeyCredential, _ container: String, _ permissions: String, daysAgo: Double, blob: String = ""
  ) -> String {
    let now = Timestamp(secondsSince1970: Date().timeIntervalSince1970)
    let start = now.advanced(bySeconds: -86_400 * daysAgo)
    let end = start.advanced(bySeconds: 3 * 86_400)
    let fields = [
      permissions, start.iso8601Seconds, end.iso8601Seconds, "/blob/local/\(container)", "", "", "", "2016-05-31", "",
      "", "", "", "",
    ]
    let query = QueryItems([
      ("sv", "2016-05-31"), ("sr", "c"), ("st", fields[1]), ("se", fields[2]), ("sp", permissions),
      ("sig", credential.sign(fields.joined(separator: "\n"))),
    ])
    return "https://local.blob.core.windows.net/\(container)\(blob.isEmpty ? "" : "/" + blob)?\(query.encoded)"
  }

  /// Submits five iterations in chunks of two as doAzureParallel does.
  private func submit(_ job: String, to home: Home, daysAgo: Double = 1) async throws {
    _ = try await home.plainR(Self.environment(job))
    let service = try await home.running()
    let key = try String(contentsOfFile: service.keyFile, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    let credential = try #require(SharedKeyCredential(account: service.account, base64Key: Secret(key)))
    func url(_ permissions: String, _ blob: String = "") -> String {
      Self.url(credential, job, permissions, daysAgo: daysAgo, blob: blob)
    }
    try await home.withClient { batch, blobs in
      try await blobs.createContainer(job)
      func put(_ name: String, _ bytes: [UInt8]) async throws {
        try await blobs.put(container: job, blob: name, bytes: bytes)
      }
      try await put("worker.R", Array(Self.worker.utf8))
      try await put("merger.R", Array(Self.merger.utf8))
      for name in ["\(job).rds", "\(job)-metadata.rds"] {
        try await put(name, Array(try Data(contentsOf: URL(fileURLWithPath: "\(home.workDirectory)/\(name)"))))
      }
      var parameters = JobAddParameters(id: job, poolInfo: PoolInformation(poolId: "local"))
      parameters.usesTaskDependencies = true
      parameters.metadata = [
        NameValue(name: "enableCloudCombine", value: "TRUE"), NameValue(name: "chunkSize", value: "2"),
        NameValue(name: "errorHandling", value: Self.handling(job)), NameValue(name: "wait", value: "FALSE"),
      ]
      parameters.jobPreparationTask = JobPreparationTask(
        commandLine: "/bin/bash -c \"set -e; echo 'Installing R Packages & Downloading Resource Files'; wait\"",
        resourceFiles: ["worker.R", "merger.R", "\(job).rds"].map {
          ResourceFile(httpUrl: url("r", $0), filePath: $0)
        }, constraints: TaskConstraints(maxTaskRetryCount: 2), waitForSuccess: true)
      try await batch.addJob(parameters)
      for number in 1...3 {
        let command = "worker.R \(2 * number - 1) \(min(2 * number, 5)) 0 \(Self.handling(job))"
        var task = Self.task(String(number), command, output: url("w"), result: "\(number)-result.rds")
        task.exitConditions = ExitConditions(default: ExitOptions(dependencyAction: .satisfy))
        task.environmentSettings = [
          NameValue(name: "BLOBXFER_SASKEY", value: "?sv=x"), NameValue(name: "CONTAINER_NAME", value: job),
        ]
        try await batch.addTask(job: job, task)
      }
      var merge = Self.task(
        "merge", "merger.R 3 2 \(Self.handling(job))", output: url("w"), result: "merge-result.rds")
      merge.dependsOn = TaskDependencies(taskIdRanges: [TaskIDRange(start: 1, end: 3)])
      merge.resourceFiles = [ResourceFile(storageContainerUrl: url("rl"), blobPrefix: "results")]
      try await batch.addTask(job: job, merge)
      try await batch.patchJob(job, JobPatchParameters(onAllTasksComplete: .terminateJob))
    }
  }

  private static func task(_ id: String, _ command: String, output: String, result: String) -> TaskAddParameters {
    var task = TaskAddParameters(
      id: id,
      commandLine: "/bin/bash -c \"set -e; set -o pipefail; Rscript --no-save --no-environ --no-restore --no-site-file "
        + "--verbose $AZ_BATCH_JOB_PREP_WORKING_DIR/\(command) > $AZ_BATCH_TASK_ID.txt; wait\"")
    task.userIdentity = UserIdentity(autoUser: UserIdentity.AutoUser(scope: "pool", elevationLevel: "admin"))
    task.constraints = TaskConstraints(maxTaskRetryCount: id == "merge" ? 0 : 1)
    task.containerSettings = TaskContainerSettings(imageName: "rocker/tidyverse:latest", containerRunOptions: "--rm")
    task.outputFiles = [
      ("\(id).txt", "logs/\(id).txt"), ("../stdout.txt", "stdout/\(id)-stdout.txt"),
      ("../stderr.txt", "stderr/\(id)-stderr.txt"), (result, "results/\(result)"),
    ].map { OutputFile(filePattern: $0.0, containerUrl: output, path: $0.1, uploadCondition: .taskCompletion) }
    return task
  }

  @Test("that doAzureParallel has submitted is listed, inspected and fetched by azp, without R")
  func theirs() async throws {
    let home = try SharedHome.current
    try await submit("job20170714215517", to: home)
    try await home.waitForJob("job20170714215517")
    // A machine with no R at all.
    let outcome = try await home.azp(
      "-e",
      """
      getJobList()
      getJob job20170714215517
      x <- getJobResult('job20170714215517')
      print(unlist(x))
      cat(getJobResult('job20170714215517', tasks = 3)[['5']], "\\n")
      getJobFile job20170714215517 1 stderr.txt
      explainJob job20170714215517
      """, environment: ["PATH": home.workDirectory])
    #expect(outcome.status == 0, "\(outcome)")
    for part in [
      "job20170714215517 completed  100 %           0          4", "\tchunkSize: 2\n", "\terrorHandling: stop\n",
      "\ttotal: 4\n", " 1  2  3  4  5 \n11 21 31 41 51 \n", "\n51 \n", "a message\n", "All its tasks have succeeded.",
    ] {
      #expect(outcome.output.contains(part), "\(part): \(outcome)")
    }
  }

  @Test("that doAzureParallel has submitted and that failed tells azp the iteration, and can be retried")
  func theirsFailed() async throws {
    let home = try SharedHome.current
    try await submit("theirs-fail", to: home)
    try await home.waitForJob("theirs-fail")
    let outcome = try await home.azp(
      "-e",
      """
      getJob theirs-fail
      explainJob theirs-fail
      print(unlist(getJobResult('theirs-fail', partial = TRUE)))
      """, environment: ["PATH": home.workDirectory])
    #expect(outcome.status == 0, "\(outcome)")
    for part in [
      "\tfailed: 2\n", "\titeration 3: three\n", "its retries used up (2 tries)", " 1  2  3  4  5 \n11 21 NA 41 51 \n",
    ] {
      #expect(outcome.output.contains(part), "\(part): \(outcome)")
    }
    let result = try await home.azp("-e", "getJobResult('theirs-fail')")
    #expect(result.status == 3 && result.errors.contains(#"task 3 failed - "three""#), "\(result)")
    // Put right what was wrong, as its user would: in the job's own file.
    _ = try await home.plainR(
      "job <- readRDS('theirs-fail.rds'); job$exportenv$mode <- 'work'; saveRDS(job, 'theirs-fail.rds')")
    try await home.withClient { _, blobs in
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(home.workDirectory)/theirs-fail.rds")))
      try await blobs.put(container: "theirs-fail", blob: "theirs-fail.rds", bytes: bytes)
    }
    let retried = try await home.succeed(
      "retryJob theirs-fail\nwaitForJob theirs-fail\nprint(unlist(getJobResult('theirs-fail')))")
    #expect(retried == " 1  2  3  4  5 \n11 21 31 41 51 \n")
  }

  @Test(
    "that doAzureParallel submitted 30 days ago still hands in its results, under 'pass' with errors in their places")
  func theirsPassed() async throws {
    let home = try SharedHome.current
    try await submit("theirs-pass", to: home, daysAgo: 30)
    try await home.waitForJob("theirs-pass")
    let text = try await home.succeed(
      "x <- getJobResult('theirs-pass'); cat(length(x), inherits(x[['3']], 'error'), x[['5']])\ndeleteJob theirs-pass yes"
    )
    #expect(text.hasPrefix("5 TRUE 51"), "\(text)")
    try await eventually("the container is gone") {
      try await home.withClient { _, blobs in try await !blobs.containers().all().contains { $0.name == "theirs-pass" }
      }
    }
  }

  @Test("that azp has submitted is what doAzureParallel reads: its files, in R, and its job, by the old protocol")
  func ours() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      offset <- 1
      job <- foreach(i = 1:5, .packages = c('stats', 'utils'), .combine = c, .options.azure =
        list(wait = FALSE, job = 'ours', chunkSize = 2)) %dopar% { cat("hello\\n"); message("to stderr"); i * 10 + offset }
      waitForJob(job)
      """)
    let names = try await home.withClient { _, blobs in
      let names = try await blobs.blobs(container: "ours").all().map(\.name)
      for name in names where name.hasSuffix(".rds") {
        let file = "\(home.workDirectory)/\(name.replacingOccurrences(of: "/", with: "_"))"
        try Data(try await blobs.download(container: "ours", blob: name)).write(to: URL(fileURLWithPath: file))
      }
      let log = try await blobs.download(container: "ours", blob: "logs/1.txt")
      #expect(String(decoding: log, as: UTF8.self) == "hello\nhello\nError Code: 0 \n")
      let errors = try await blobs.download(container: "ours", blob: "stderr/2-stderr.txt")
      #expect(String(decoding: errors, as: UTF8.self).contains("to stderr\n"))
      return Set(names)
    }
    for name in [
      "worker.R", "ours.rds", "ours-metadata.rds", "results/1-result.rds", "results/3-result.rds",
      "results/merge-result.rds", "logs/1.txt", "logs/merge.txt", "stdout/1-stdout.txt", "stderr/merge-stderr.txt",
    ] {
      #expect(names.contains(name), "\(name) is not among \(names.sorted())")
    }
    let verdict = try await home.plainR(
      """
      merged <- readRDS("results_merge-result.rds")
      chunk <- readRDS("results_3-result.rds")
      metadata <- readRDS("ours-metadata.rds")
      job <- readRDS("ours.rds")
      field <- function(name) sub(paste0(".*<", name, ">(.*)</", name, ">.*"), "\\\\1", metadata)
      parent.env(job$exportenv) <- globalenv()
      cat(is.list(merged), identical(names(merged), as.character(1:5)), identical(unlist(merged, use.names = FALSE),
        c(11, 21, 31, 41, 51)), identical(names(chunk), "5"), is.character(metadata), field("enableCloudCombine"),
        field("chunkSize"), field("packages"), field("errorHandling"), field("wait"), is.environment(job),
        is.call(job$expr), is.environment(job$exportenv), length(job$argsList), names(job$argsList[[1]]),
        suppressMessages(eval(job$expr, job$argsList[[2]], job$exportenv)), job$packages)
      """)
    #expect(
      verdict
        == "hello\nTRUE TRUE TRUE TRUE TRUE TRUE 2 stats;utils stop FALSE TRUE TRUE TRUE 5 i 21 stats utils",
      "\(verdict)")
  }
}
