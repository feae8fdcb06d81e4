import Testing

@Suite("Settings of a session", .sharedHome)
struct SettingsTests {
  @Test("are what later loops do unless they say otherwise")
  func loops() async throws {
    let home = try SharedHome.current
    let output = try await home.succeed(
      """
      setChunkSize(3)
      setAutoDeleteJob(FALSE)
      setReduce(function(a, b) a + b)
      x <- foreach(i = 1:6, .options.azure = list(job = "chunked")) %dopar% i
      str(x)
      getJob chunked
      setReduce()
      setAutoDeleteJob(TRUE)
      x <- foreach(i = 1:2, .combine = c, .options.azure = list(job = "own", chunkSize = 1)) %dopar% i
      cat(x, getJobList()$Id, "\\n")
      deleteJob chunked yes
      """)
    #expect(output.contains("\tchunkSize: 3\n"), "\(output)")
    #expect(output.contains("1 2 chunked \n"), "\(output)")
    #expect(output.hasPrefix("List of 2\n"), "\(output)")
  }

  @Test("show requests without signatures, and errors with their origin")
  func origins() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      setHttpTraffic(TRUE)
      getClusterList()
      setHttpTraffic(FALSE)
      setVerbose(TRUE)
      listStorageFiles("nosuch")
      """)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.first?.hasPrefix("GET http://127.0.0.1:") == true, "\(outcome)")
    #expect(lines.first?.contains(" 200 ") == true && !outcome.errors.contains("SharedKey"), "\(outcome)")
    #expect(
      outcome.errors.contains("(code ContainerNotFound, status 404, request id ") && outcome.status == 5, "\(outcome)")
  }

  @Test(
    "that make no sense are refused",
    arguments: ["setChunkSize(0)", "setReduce(3)", "setVerbose('yes please')", "setAutoDeleteJob(NA)"])
  func refused(statement: String) async throws {
    let outcome = try await SharedHome.current.script(statement)
    #expect(outcome.status == 2, "\(outcome)")
  }
}
