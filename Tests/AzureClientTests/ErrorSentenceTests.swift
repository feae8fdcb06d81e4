import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Errors as sentences")
struct ErrorSentenceTests {
  private func error(
    _ status: Int, _ body: String, headers: [(String, String)] = [],
    _ request: @Sendable (BatchClient) async throws -> Void
  ) async throws -> AzureError {
    let script: ScriptedServer.Script = { _ in .answer(status, headers: headers, body: body) }
    return try await TestAccount.withBatch(retry: .never, script: script) { client, _ in
      try #require(try await azureError { try await request(client) })
    }
  }

  @Test("a missing job is named")
  func missingJob() async throws {
    let body = TestAccount.error("JobNotFound", "The specified job does not exist.")
    let error = try await error(404, body, headers: [("request-id", "r1")]) {
      _ = try await $0.task(job: "a", task: "1")
    }
    #expect(error.kind == .notFound)
    #expect(error.isCode("jobnotfound"))
    #expect(error.requestID == "r1")
    #expect(error.serviceMessage == "The specified job does not exist.")
    #expect(error.description == #"There is no job "a"; list the jobs to see which there are."#)
  }

  @Test("a missing task is named with its job")
  func missingTask() async throws {
    let body = TestAccount.error("TaskNotFound")
    let error = try await error(404, body) { _ = try await $0.taskFile(job: "a", task: "7", path: "stdout.txt") }
    #expect(error.description == #"Job "a" has no task "7"; list its tasks to see which there are."#)
  }

  @Test("a job that exists is a conflict when no answer was lost")
  func existingJob() async throws {
    let error = try await error(409, TestAccount.error("JobExists")) {
      try await $0.addJob(JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "p")))
    }
    #expect(error.kind == .conflict)
    #expect(error.description == #"There already is a job "a"; choose another name or delete that one first."#)
  }

  @Test("a wrong property is told in the service's words, details included")
  func invalidProperty() async throws {
    let body = """
      {"code":"InvalidPropertyValue","message":{"lang":"en-US","value":"A value is wrong.\\nRequestId:1\\nTime:2"},\
      "values":[{"key":"PropertyName","value":"priority"},{"key":"Reason","value":"Too high"}]}
      """
    let error = try await error(400, body) { try await $0.patchJob("a", JobPatchParameters()) }
    #expect(error.kind == .invalidRequest)
    #expect(
      error.description
        == "The service refused to change job \"a\": A value is wrong (PropertyName: priority, Reason: Too high); "
        + "correct the request and try again.")
  }

  @Test(
    "a refused key is told from a wrong clock",
    arguments: [
      (0.0, "did not accept the key of account \"local\"; check the account's name and key."),
      (1320.0, "because this machine's clock is 22 minutes behind the service; set the clock and try again."),
      (-7200.0, "because this machine's clock is 2 hours ahead of the service; set the clock and try again."),
    ])
  func clockSkew(seconds: Double, ending: String) async throws {
    let now = ClientEnvironment().now()
    let date = now.advanced(bySeconds: seconds).rfc1123
    let error = try await error(403, TestAccount.error("AuthenticationFailed"), headers: [("Date", date)]) {
      _ = try await $0.job("a")
    }
    #expect(error.kind == .authentication)
    #expect(error.description.hasSuffix(ending), "\(error.description)")
  }

  @Test("signatures in the service's words are not repeated")
  func redaction() async throws {
    let body = TestAccount.error("InvalidPropertyValue", "Bad https://h/c?sv=1&SIG=abc%2Fd&se=2, or sig=x")
    let error = try await error(400, body) { try await $0.patchJob("a", JobPatchParameters()) }
    #expect(!error.description.contains("abc"))
    #expect(error.description.contains("?sv=1&SIG=<redacted>&se=2"))
  }

  @Test(
    "an answer that is no Batch answer says what is wrong with it",
    arguments: [
      ("<html>", "it is no JSON"), ("{}", "\"id\" is missing"), (#"{"id":3}"#, "a value has the wrong type at id"),
    ])
  func unreadable(body: String, reason: String) async throws {
    let error = try await error(200, body) { _ = try await $0.job("a") }
    #expect(error.kind == .protocol)
    #expect(error.description.contains("about job \"a\" cannot be read: \(reason);"), "\(error.description)")
    #expect(!error.description.contains("<html>"))
  }

  @Test("an error without a body is told by its status")
  func withoutBody() async throws {
    let missing = try await error(404, "") { _ = try await $0.pool("p") }
    #expect(missing.description == #"There is no pool "p"; list the pools to see which there are."#)
    let failed = try await error(500, "") { _ = try await $0.pool("p") }
    #expect(failed.description.hasSuffix("failed to read pool \"p\" (status 500); try again later."))
  }

  @Test("a pool that a new job names is not taken for a missing job")
  func missingPool() async throws {
    let error = try await error(404, TestAccount.error("PoolNotFound")) {
      try await $0.addJob(JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "p")))
    }
    #expect(
      error.description
        == #"The pool that job "a" names does not exist; list the pools to see which there are."#)
  }

  @Test("a state that forbids the request is told in the service's words")
  func conflict() async throws {
    let error = try await error(409, TestAccount.error("TaskSucceeded", "The task has succeeded.")) {
      try await $0.reactivateTask(job: "a", task: "1")
    }
    #expect(error.kind == .conflict)
    #expect(
      error.description
        == #"The service could not reactivate task "1" of job "a": The task has succeeded; "#
        + "look at its state and try again.")
  }
}
