import Testing

@Suite("Clusters", .sharedHome)
struct ClusterTests {
  /// A configuration as a list of R.
  private static func configuration(_ name: String, nodes: Int, more: String = "") -> String {
    """
    list(name = "\(name)", vmSize = "local", maxTasksPerNode = 2,
      poolSize = list(dedicatedNodes = list(min = \(nodes), max = \(nodes)),
                      lowPriorityNodes = list(min = 0, max = 0), autoscaleFormula = "FIXED")\(more))
    """
  }

  @Test("are made from a file, run loops, are resized and deleted")
  func life() async throws {
    let home = try SharedHome.current
    try home.write(
      """
      {"name": "bench", "vmSize": "local", "maxTasksPerNode": 2,
       "poolSize": {"dedicatedNodes": {"min": 2, "max": 2}, "lowPriorityNodes": {"min": 0, "max": 0},
                    "autoscaleFormula": "FIXED"},
       "rPackages": {"cran": ["stats"]}, "commandLine": ["echo 'it is \\"ready\\"'"]}
      """, to: "cluster.json")
    let output = try await home.succeed(
      """
      cluster <- makeCluster()
      registerDoAzureParallel(cluster)
      cat("workers", getDoParWorkers(), "\\n")
      nodes <- getNodeList()
      cat("nodes", nrow(nodes), nodes$State, "\\n")
      getClusterFile(cluster, nodes$Id[1], "startup/stdout.txt")
      pools <- foreach(i = 1:3, .combine = c) %dopar% { Sys.getenv("AZ_BATCH_POOL_ID") }
      cat("ran on", unique(pools), "\\n")
      rebootNode(cluster, nodes$Id[1])
      waitForNodesToComplete(cluster, timeout = 100)
      resizeCluster(cluster, dedicatedMin = 1, algorithm = "FIXED")
      waitForNodesToComplete("bench", timeout = 100)
      cat("target", getClusterList()$targetDedicatedNodes, "\\n")
      resizeCluster(cluster, 1, 2, 0, 0, "QUEUE", "5m")
      stopCluster(cluster)
      """)
    for line in [
      "Your cluster has been registered.\nDedicated Node Count: 2\nLow Priority Node Count: 0\n", "workers 4 \n",
      "nodes 2 idle idle \n", "it is \"ready\"\n", "ran on bench \n", "target 1 1 \n",
      "Cluster autoscale formula has been updated.", "Your bench cluster is being deleted.\n",
    ] {
      #expect(output.contains(line), "\(line): \(output)")
    }
  }

  @Test("are taken up by another session")
  func reattached() async throws {
    let home = try SharedHome.current
    try await home.succeed("makeCluster(\(Self.configuration("again", nodes: 1)))")
    let output = try await home.succeed(
      """
      cluster <- getCluster("again")
      x <- foreach(i = 1:2, .combine = c) %dopar% { paste(i, Sys.getenv("AZ_BATCH_POOL_ID")) }
      cat(x, sep = ", ")
      stopCluster(cluster)
      x <- foreach(i = 1:1, .combine = c) %dopar% { Sys.getenv("AZ_BATCH_POOL_ID") }
      cat(x)
      """)
    #expect(output.contains("\tidle:                1\n") && output.contains("1 again, 2 again"), "\(output)")
    // Without a cluster of its own the session goes back to the one there always is.
    #expect(output.hasSuffix("local"))
  }

  @Test("whose nodes cannot start say what the nodes said")
  func startFailure() async throws {
    let home = try SharedHome.current
    let missing = #", rPackages = list(cran = c("stats", "nosuchpackage"))"#
    let outcome = try await home.script("makeCluster(\(Self.configuration("lame", nodes: 1, more: missing)))")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("of the cluster `lame` failed while running the start task"), "\(outcome)")
    #expect(outcome.errors.contains("These R packages are not installed on this node: nosuchpackage."), "\(outcome)")
    #expect(outcome.errors.contains("`getClusterFile(\"lame\""), "\(outcome)")
    try await home.succeed("stopCluster lame")
  }

  @Test("that are described wrongly tell all mistakes, and nothing is made")
  func mistakes() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script("makeCluster(list(name = 'a b', maxTasksPerNode = 0))")
    #expect(outcome.status == 1)
    for line in ["name must be", "Missing vmSize entry", "maxTasksPerNode must", "Missing poolSize entry"] {
      #expect(outcome.errors.contains(line), "\(outcome)")
    }
    #expect(outcome.output.isEmpty)
    let missing = try await home.script("getCluster('nosuch')")
    #expect(missing.status == 5 && missing.errors.contains("The cluster `nosuch` does not exist"), "\(missing)")
  }

  @Test("whose nodes are at work are deleted only on request")
  func busy() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      makeCluster(\(Self.configuration("busy", nodes: 1)))
      foreach(i = 1:1, .options.azure = list(wait = FALSE, job = "endless")) %dopar% { Sys.sleep(600) }
      """)
    try await eventually("the task runs") {
      try await home.succeed("cat(sum(getNodeList('busy')$RunningTasks))") == "1"
    }
    let refused = try await home.script("stopCluster busy")
    #expect(refused.status == 2 && refused.errors.contains("add `yes`"), "\(refused)")
    #expect(refused.errors.contains("The cluster `busy` goes while 1 of 1 node is at work"), "\(refused)")
    let output = try await home.succeed("terminateJob endless; stopCluster busy yes; deleteJob endless yes")
    #expect(output.contains("Your busy cluster is being deleted."))
  }

  @Test("that are stopped while loops run on them leave a word about what the next loop runs on, once")
  func stoppedOne() async throws {
    let outcome = try await SharedHome.current.script(
      """
      makeCluster(\(Self.configuration("passing", nodes: 0)), wait = FALSE)
      makeCluster(\(Self.configuration("other", nodes: 0)), wait = FALSE)
      stopCluster("passing", yes = TRUE)
      stopCluster("other", yes = TRUE)
      for (n in 1:2) x <- foreach(i = 1:1) %dopar% i
      """)
    #expect(outcome.status == 0, "\(outcome)")
    let sentence = "The cluster `other` was stopped: loops run on `local`, this machine's own, until "
    #expect(outcome.errors.ranges(of: sentence).count == 1, "\(outcome)")
    #expect(!outcome.errors.contains("The cluster `passing` was stopped"))
  }

  @Test("of the service itself stay")
  func local() async throws {
    let outcome = try await SharedHome.current.script("stopCluster local yes")
    #expect(outcome.status == 1 && outcome.errors.contains("belongs to the service of this machine"), "\(outcome)")
  }
}
