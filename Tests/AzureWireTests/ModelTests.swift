import AzureWire
import Foundation
import Testing

@Suite("Models as JSON")
struct ModelTests {
  private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  private func encode(_ value: some Encodable) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: try JSONEncoder().encode(value))
  }

  @Test("words are read in any case, and new ones are kept")
  func words() throws {
    let job = try decode(BatchJob.self, #"{"id":"a","state":"Active","onAllTasksComplete":"terminateJob"}"#)
    #expect(job.state == .active)
    #expect(job.onAllTasksComplete == .terminateJob)
    #expect(try decode(BatchJob.self, #"{"id":"a","state":"hibernating"}"#).state?.rawValue == "hibernating")
  }

  @Test("a failure is read as the service writes it, in either case")
  func failure() throws {
    let task = try decode(
      BatchTask.self,
      #"""
      {"id":"1","state":"completed","nodeInfo":{},"executionInfo":{"result":"Failure","exitCode":3,"retryCount":0,
      "requeueCount":0,"endTime":"2026-03-01T12:00:00.04179Z","failureInfo":{"category":"UserError",
      "code":"FailureExitCode","message":"m","details":[{"name":"a","value":null}]}}}
      """#)
    #expect(task.executionInfo?.result == .failure)
    #expect(task.executionInfo?.failureInfo?.category == .userError)
    #expect(task.executionInfo?.failureInfo?.details == [NameValue(name: "a", value: "")])
  }

  @Test("what is nil is not sent")
  func absent() throws {
    let patch = try encode(JobPatchParameters(onAllTasksComplete: .terminateJob))
    #expect(patch == .object(["onAllTasksComplete": .string("terminatejob")]))
    let job = try encode(JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "p")))
    #expect(job == .object(["id": .string("a"), "poolInfo": .object(["poolId": .string("p")])]))
  }

  @Test("a task is sent as the service wants it")
  func task() throws {
    var task = TaskAddParameters(id: "m", commandLine: "true")
    task.constraints = TaskConstraints(maxWallClockTime: .seconds(5400), maxTaskRetryCount: -1)
    task.dependsOn = TaskDependencies(taskIdRanges: [TaskIDRange(start: 1, end: 9)])
    task.exitConditions = ExitConditions(default: ExitOptions(dependencyAction: .satisfy))
    task.outputFiles = [
      OutputFile(filePattern: "../std*.txt", containerUrl: "u", path: "logs", uploadCondition: .taskCompletion)
    ]
    let json = try encode(task)
    #expect(json["constraints"]?["maxWallClockTime"] == .string("PT1H30M"))
    #expect(json["constraints"]?["maxTaskRetryCount"] == .int(-1))
    #expect(
      json["dependsOn"]?["taskIdRanges"] == .array([.object(["start": .int(1), "end": .int(9)])]))
    #expect(json["exitConditions"]?["default"]?["dependencyAction"] == .string("satisfy"))
    #expect(
      json["outputFiles"]
        == .array([
          .object([
            "filePattern": .string("../std*.txt"),
            "destination": .object(["container": .object(["containerUrl": .string("u"), "path": .string("logs")])]),
            "uploadOptions": .object(["uploadCondition": .string("taskcompletion")]),
          ])
        ]))
  }

  @Test("a page has its next link under the protocol's name")
  func page() throws {
    let page = try decode(Page<BatchPool>.self, #"{"odata.metadata":"x","value":[{"id":"p"}],"odata.nextLink":"n"}"#)
    #expect(page.nextLink == "n")
    #expect(page.value.first?.id == "p")
  }

  @Test("any JSON comes back as it was")
  func anyJSON() throws {
    let text = #"{"a":[1,-2,1.5,true,false,null,"x",{}],"b":9223372036854775807}"#
    let value = try decode(JSONValue.self, text)
    #expect(try encode(value) == value)
    #expect(
      value["a"]
        == .array([.int(1), .int(-2), .double(1.5), .bool(true), .bool(false), .null, .string("x"), .object([:])]))
    #expect(value["b"] == .int(.max))
    var changed = value
    changed["a"] = nil
    #expect(changed == .object(["b": .int(.max)]))
  }

  @Test(
    "a run's end survives the way between node and service",
    arguments: [
      RunEnd.Outcome.exited(code: 137), .lost, .preparationFailed,
      .failed(TaskFailureInformation(code: "DiskFull", message: "m"), exitCode: nil),
      .terminated(TaskFailureInformation(category: .serverError, code: "TaskEnded", message: "m"), exitCode: 143),
    ])
  func runEnd(outcome: RunEnd.Outcome) throws {
    let end = RunEnd(outcome: outcome, start: Timestamp(ticks: 1), end: Timestamp(ticks: 17_000_000_000_000_001))
    #expect(try JSONDecoder().decode(RunEnd.self, from: JSONEncoder().encode(end)) == end)
  }
}
