import AzureClient
import AzureWire
import FaultTesting
import Foundation
import ParallelJobs
import RData
import Synchronization
import Testing

@Suite("A submission over a bad line", .timeLimit(.minutes(5)))
struct SubmissionLineTests {
  private static let id = "nightly"
  private static var loop: LoopSubmission {
    var options = JobOptions()
    options.jobID = id
    return LoopSubmission(
      variables: [LoopSubmission.Variable(name: "i", values: [.int(1), .int(2)])], body: "i * 2", exports: [],
      options: options)
  }

  /// What becomes of the request that adds the job, and of the look at it.
  private struct Fault: Sendable {
    var add: @Sendable (TestServer, ReceivedRequest) async -> ScriptedAnswer
    var isLineDead = false

    func answer(_ request: ReceivedRequest, of server: TestServer) async -> ScriptedAnswer {
      if request.method == "POST", request.path == "/jobs" { return await add(server, request) }
      if isLineDead, request.path == "/jobs/\(id)", await server.hasContainer(id) { return .drop }
      return await server.forward(request)
    }
  }

  private static func jobs(_ batch: BatchClient, of server: TestServer) -> ParallelJobs {
    ParallelJobs(batch: batch, blobs: server.blobs) { Timestamp(secondsSince1970: Date().timeIntervalSince1970) }
  }

  /// Submits the loop while the fault is there.
  ///
  /// - Returns: the error, and whether the submission has said that it cannot know.
  private static func submit(with fault: Fault, to server: TestServer) async throws -> (AzureError?, Bool) {
    let isUncertain = Mutex(false)
    var error: AzureError?
    let script: ScriptedServer.Script = { await fault.answer($0, of: server) }
    try await server.withLine(retry: .impatient, script: script) { client in
      error = try await azureError {
        try await jobs(client, of: server).submit(loop) { event in
          if case .uncertain(id) = event { isUncertain.withLock { $0 = true } }
        }
      }
    }
    return (error, isUncertain.withLock { $0 })
  }

  /// Whether the job is there with all that belongs to it.
  private static func isWhole(_ server: TestServer) async throws -> Bool {
    let job = try await server.batch.job(id)
    let tasks = try await server.batch.tasks(job: id).all()
    let names = Set(try await server.blobs.blobs(container: id).all().map(\.name))
    return job.onAllTasksComplete == .terminateJob && Set(tasks.map(\.id)) == ["1", "2", "merge"]
      && names.isSuperset(of: ["worker.R", "merge.R", "nightly.rds"])
  }

  @Test("whose every answer to its job was lost finds the job there, and goes on")
  func lostAnswers() async throws {
    try await TestServer.run { server in
      let fault = Fault(add: { server, request in
        _ = await server.forward(request)
        return .drop
      })
      let (error, isUncertain) = try await Self.submit(with: fault, to: server)
      #expect(error == nil && !isUncertain)
      #expect(try await Self.isWhole(server))
    }
  }

  @Test("whose line is dead after the job was added deletes nothing, and the same loop completes it")
  func deadLine() async throws {
    try await TestServer.run { server in
      let fault = Fault(
        add: { server, request in
          _ = await server.forward(request)
          return .drop
        }, isLineDead: true)
      let (error, isUncertain) = try await Self.submit(with: fault, to: server)
      #expect(error?.kind == .connectionLost && isUncertain)
      #expect(await server.hasContainer(Self.id))
      _ = try await Self.jobs(server.batch, of: server).submit(Self.loop)
      #expect(try await Self.isWhole(server))
    }
  }

  @Test("whose request may arrive yet keeps its files, and the same loop completes it")
  func lostRequest() async throws {
    try await TestServer.run { server in
      let (error, isUncertain) = try await Self.submit(with: Fault(add: { _, _ in .drop }), to: server)
      #expect(error?.kind == .connectionLost && isUncertain)
      #expect(await server.hasContainer(Self.id))
      _ = try await Self.jobs(server.batch, of: server).submit(Self.loop)
      #expect(try await Self.isWhole(server))
    }
  }

  @Test("whose job was refused leaves nothing behind")
  func refused() async throws {
    try await TestServer.run { server in
      let refusal = ScriptedAnswer.answer(409, body: ScriptedAnswer.errorBody("ActiveJobAndScheduleQuotaReached"))
      let (error, isUncertain) = try await Self.submit(with: Fault(add: { _, _ in refusal }), to: server)
      #expect(error?.code == "ActiveJobAndScheduleQuotaReached" && !isUncertain)
      #expect(await !server.hasContainer(Self.id))
    }
  }
}

extension TestServer {
  fileprivate func hasContainer(_ name: String) async -> Bool {
    (try? await blobs.blobs(container: name).all(upTo: 1)) != nil
  }
}
