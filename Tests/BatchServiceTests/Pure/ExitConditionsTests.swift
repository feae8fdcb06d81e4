import AzureWire
import BatchService
import Testing

@Suite("Exit conditions")
struct ExitConditionsTests {
  private func conditions(_ json: String) throws -> ExitConditions { try JSONText.decode(ExitConditions.self, json) }

  private func failure(_ code: String, exitCode: Int?) -> TaskLifecycle.Completion {
    .failure(TaskFailureInformation(code: code, message: ""), exitCode: exitCode)
  }

  @Test("success satisfies and failure blocks where nothing is said")
  func defaults() throws {
    let none = try conditions("{}")
    #expect(none.isSatisfied(by: .success))
    #expect(!none.isSatisfied(by: failure("FailureExitCode", exitCode: 1)))
    #expect(!none.isSatisfied(by: failure("BlobNotFound", exitCode: nil)))
  }

  @Test("a named exit code goes before a range, and a range before the default")
  func order() throws {
    let all = try conditions(
      """
      {"exitCodes":[{"code":3,"exitOptions":{"dependencyAction":"Block"}}],
       "exitCodeRanges":[{"start":2,"end":4,"exitOptions":{"dependencyAction":"satisfy"}}],
       "default":{"dependencyAction":"block"}}
      """)
    #expect(!all.isSatisfied(by: failure("FailureExitCode", exitCode: 3)))
    #expect(all.isSatisfied(by: failure("FailureExitCode", exitCode: 2)))
    #expect(all.isSatisfied(by: failure("FailureExitCode", exitCode: 4)))
    #expect(!all.isSatisfied(by: failure("FailureExitCode", exitCode: 5)))
  }

  @Test("the default does not speak of success, a named zero does")
  func success() throws {
    #expect(try conditions(#"{"default":{"dependencyAction":"block"}}"#).isSatisfied(by: .success))
    let named = try conditions(#"{"exitCodes":[{"code":0,"exitOptions":{"dependencyAction":"block"}}]}"#)
    #expect(!named.isSatisfied(by: .success))
  }

  @Test("errors before the start and in the upload have conditions of their own")
  func otherErrors() throws {
    let before = try conditions(#"{"preProcessingError":{"dependencyAction":"satisfy"}}"#)
    #expect(before.isSatisfied(by: failure("BlobNotFound", exitCode: nil)))
    #expect(!before.isSatisfied(by: failure("TaskEnded", exitCode: nil)))
    #expect(!before.isSatisfied(by: failure("FailureExitCode", exitCode: 1)))
    let upload = try conditions(#"{"fileUploadError":{"dependencyAction":"satisfy"}}"#)
    #expect(upload.isSatisfied(by: failure("FileUploadFailed", exitCode: 0)))
    #expect(!upload.isSatisfied(by: failure("FailureExitCode", exitCode: 1)))
    let fallback = try conditions(#"{"default":{"dependencyAction":"satisfy"}}"#)
    #expect(fallback.isSatisfied(by: failure("BlobNotFound", exitCode: nil)))
    #expect(fallback.isSatisfied(by: failure("FileUploadFailed", exitCode: 0)))
  }

  @Test("a failure ends the job and success leaves it alone where nothing is said")
  func jobActions() throws {
    let failed = failure("FailureExitCode", exitCode: 4)
    #expect(ExitConditions.jobAction(of: nil, for: .success) == .none)
    #expect(ExitConditions.jobAction(of: nil, for: failed) == .terminate)
    let some = try conditions(
      #"{"exitCodeRanges":[{"start":2,"end":4,"exitOptions":{"jobAction":"Disable"}}],"default":{"jobAction":"none"}}"#)
    #expect(ExitConditions.jobAction(of: some, for: failed) == .disable)
    #expect(ExitConditions.jobAction(of: some, for: failure("FailureExitCode", exitCode: 5)) == .none)
    let dependencies = try conditions(#"{"default":{"dependencyAction":"satisfy"}}"#)
    #expect(ExitConditions.jobAction(of: dependencies, for: failed) == .terminate)
  }
}
