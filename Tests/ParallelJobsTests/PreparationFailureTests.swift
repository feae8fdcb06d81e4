import AzureWire
import Foundation
import ParallelJobs
import Testing

@Suite("A job whose preparation failed")
struct PreparationFailureTests {
  private func failure(_ executions: String...) throws -> String? {
    let statuses = executions.enumerated().map { index, execution in
      #"{"nodeId":"node\#(index)","jobPreparationTaskExecutionInfo":\#(execution)}"#
    }
    let all = try JSONDecoder().decode(
      [JobPreparationStatus].self, from: Data("[\(statuses.joined(separator: ","))]".utf8))
    return ParallelJobs.failure(among: all)?.nodeId
  }

  private let failed = #"{"state":"completed","result":"failure","exitCode":127}"#
  private let running = #"{"state":"running"}"#
  private let done = #"{"state":"completed","result":"success","exitCode":0}"#

  @Test("cannot start where it failed on all nodes that tried")
  func all() throws {
    #expect(try failure(failed) == "node0")
    #expect(try failure(failed, failed) == "node0")
  }

  @Test("may start while a node still prepares, or when one is prepared")
  func notAll() throws {
    #expect(try failure() == nil)
    #expect(try failure(failed, running) == nil)
    #expect(try failure(done, failed) == nil)
  }
}
