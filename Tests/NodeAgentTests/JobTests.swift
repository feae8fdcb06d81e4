import AzureWire
import Foundation
import NodeAgent
import Testing

@Suite("Jobs on a node", .timeLimit(.minutes(1)))
struct JobTests {
  @Test("are prepared once before their first run, other jobs not waiting")
  func preparation() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let preparation = JobPreparation.script("sleep 0.2; echo prepared >> \(log); touch ready")
    service.change { state in
      state.wanted = (1...4).map {
        .script("ls $AZ_BATCH_JOB_PREP_WORKING_DIR >> \(log)", id: "r\($0)", preparation: preparation)
      }
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 4 && !$0.preparations.isEmpty })
      service.change { $0.wanted.append(.script("echo late >> \(log)", id: "r5", preparation: preparation)) }
      #expect(await service.wait { $0.ends.count == 5 })
    }
    try await node.withAgent {
      service.change { $0.wanted.append(.script("echo later >> \(log)", id: "r6", preparation: preparation)) }
      #expect(await service.wait { $0.ends.count == 6 })
    }
    #expect(node.lines("log") == ["prepared", "ready", "ready", "ready", "ready", "late", "later"])
    let report = try #require(service.read { $0.preparations.first })
    #expect(report.jobIncarnation == "inc1")
    #expect(report.end.outcome == .exited(code: 0))
    #expect(report.retryCount == 0)
  }

  @Test("whose preparation fails after its retries have runs that do not start")
  func failingPreparation() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let preparation = JobPreparation.script("echo try >> \(log); exit 3", retries: 2)
    service.change { state in
      state.wanted = (1...3).map { .script("echo run >> \(log)", id: "r\($0)", preparation: preparation) }
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 3 && !$0.preparations.isEmpty })
    }
    #expect(node.lines("log") == ["try", "try", "try"])
    #expect(service.read { $0.ends.values.allSatisfy { $0.outcome == .preparationFailed } })
    #expect(service.read { $0.preparations.first?.retryCount } == 2)
    #expect(service.read { $0.preparations.first?.end.outcome } == .exited(code: 3))
  }

  @Test("that do not wait for their preparation run although it fails")
  func unneededPreparation() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let preparation = JobPreparation.script("exit 3", waitForSuccess: false)
    service.change { $0.wanted = [.script("exit 1", preparation: preparation)] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 1 && !$0.preparations.isEmpty })
    }
    #expect(service.read { $0.ends["r1"]?.outcome } == .exited(code: 1))
  }

  @Test("that are deleted lose their runs, directories and preparation; a job of the same id begins anew")
  func removal() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let preparation = JobPreparation.script("echo prepared >> \(log)")
    service.change {
      $0.wanted = [.script("exec sleep 60", preparation: preparation), .script("echo other", id: "o1", job: "job2")]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.started["r1"] != nil && $0.ends["o1"] != nil })
      service.change { state in
        state.wanted = []
        state.jobsToRemove = ["job1"]
      }
      #expect(await service.wait { $0.removedJobs == ["job1"] && $0.ends["r1"] != nil })
      #expect(!FileManager.default.fileExists(atPath: node.path("workitems/job1")))
      #expect(FileManager.default.fileExists(atPath: node.path("workitems/job2")))
      service.change {
        $0.wanted = [.script("echo new", id: "n1", incarnation: "inc2", task: "r1", preparation: preparation)]
      }
      #expect(await service.wait { $0.ends["n1"]?.outcome == .exited(code: 0) })
    }
    #expect(node.lines("log") == ["prepared", "prepared"])
    #expect(await eventually { (try? FileManager.default.contentsOfDirectory(atPath: node.path("agent/trash"))) == [] })
  }

  @Test("show their files while they run: lists, properties, parts, and nothing outside")
  func files() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.wanted = [
        .script("mkdir d; echo 0123456789 > d/f.txt; ln -s /etc/passwd link; ln -s / root; echo up; exec sleep 60")
      ]
    }
    func ask(_ wish: NodeFileRequest.Wish, task: String? = "r1") async -> FakeService.Reply? {
      let id = UUID().uuidString
      service.change { $0.files.append(NodeFileRequest(requestID: id, jobID: "job1", taskID: task, wish: wish)) }
      #expect(await service.wait { $0.replies[id] != nil })
      return service.read { $0.replies[id] }
    }
    try await node.withAgent {
      #expect(await eventually { node.text("workitems/job1/job-1/r1/stdout.txt") == "up\n" })
      let list = try #require(await ask(.list(recursive: true)))
      #expect(list.kind == "list")
      let names = try JSONDecoder().decode(NodeFileList.self, from: Data(list.body)).files.map(\.name)
      #expect(names == ["stderr.txt", "stdout.txt", "wd", "wd/d", "wd/d/f.txt"])
      let top = try #require(await ask(.list(recursive: false)))
      #expect(try JSONDecoder().decode(NodeFileList.self, from: Data(top.body)).files.count == 3)

      let properties = try #require(await ask(.properties(path: "wd/d/f.txt")))
      #expect(properties.kind == "file")
      #expect(properties.file?.size == 11)
      #expect(properties.file?.mode == "0o100644")
      #expect(properties.body.isEmpty)
      #expect(await ask(.read(path: "stdout.txt", first: nil, last: nil))?.body == Array("up\n".utf8))
      #expect(await ask(.read(path: "wd/d/f.txt", first: 2, last: 4))?.body == Array("234".utf8))
      #expect(await ask(.read(path: "wd/d/f.txt", first: 99, last: nil))?.body == [])
      #expect(await ask(.read(path: "wd/d", first: nil, last: nil))?.file?.isDirectory == true)

      for path in ["wd/link", "wd/root/etc/passwd", "../r1/stdout.txt", "/etc/passwd", "none", "stdout.txt/x"] {
        #expect(await ask(.read(path: path, first: nil, last: nil))?.kind == "notFound", "\(path)")
      }
      #expect(await ask(.list(recursive: true), task: "never")?.kind == "notFound")
      let whole = try #require(await ask(.list(recursive: true), task: nil))
      #expect(!String(decoding: whole.body, as: UTF8.self).contains("journal"))
      #expect(await ask(.read(path: "agent/journal", first: nil, last: nil), task: nil)?.kind == "notFound")
    }
    try await node.withAgent {
      service.change { $0.isReleased = true }
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
  }
}
