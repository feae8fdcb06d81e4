import AzureWire
import Foundation
import NodeAgent
import Testing

@Suite("Files of tasks", .timeLimit(.minutes(1)))
struct TransferTests {
  private let blobHost = "https://local.blob.core.windows.net"

  private func failure(_ end: RunEnd?) -> (TaskFailureInformation, Int?)? {
    if case .failed(let info, let code)? = end?.outcome { (info, code) } else { nil }
  }

  private func output(_ pattern: String, _ path: String?, _ condition: UploadCondition = .taskCompletion) -> OutputFile
  {
    OutputFile(
      filePattern: pattern, containerUrl: blobHost + "/out?sig=s", path: path, uploadCondition: condition)
  }

  @Test("are there before the task starts: single ones, and a container's with their paths, page by page")
  func resources() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.pageSize = 2
      state.blobsToFail = 2
      state.blobs["in/script.sh"] = Array("cat results/1.txt results/sub/2.txt results/3.txt".utf8)
      for name in ["1.txt", "sub/2.txt", "3.txt"] { state.blobs["in/results/" + name] = Array("\(name)\n".utf8) }
      state.blobs["in/other"] = [1]
      state.wanted = [
        .script(
          "./do/script.sh; ls",
          resourceFiles: [
            ResourceFile(httpUrl: blobHost + "/in/script.sh?sig=s", filePath: "do/script.sh", fileMode: "0755"),
            ResourceFile(storageContainerUrl: blobHost + "/in?sig=s", blobPrefix: "results"),
          ])
      ]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    #expect(service.read { $0.ends["r1"]?.outcome } == .exited(code: 0))
    #expect(node.lines("workitems/job1/job-1/r1/stdout.txt") == ["1.txt", "sub/2.txt", "3.txt", "do", "results"])
  }

  @Test(
    "that cannot be had fail the run, with the reason and without the signature",
    arguments: [
      ("/in/none?sig=s", "a", "BlobNotFound"), ("/closed/x?sig=s", "a", "BlobAccessDenied"),
      ("/in/x?sig=s", "../../a", "ResourceFileCreateFailed"), ("/in/x?sig=s", "/etc/a", "ResourceFileCreateFailed"),
    ])
  func noResource(url: String, path: String, code: String) async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.deniedContainers = ["closed"]
      state.blobs["in/x"] = [1]
      state.wanted = [.script("true", resourceFiles: [ResourceFile(httpUrl: blobHost + url, filePath: path)])]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    let (info, exitCode) = try #require(failure(service.read { $0.ends["r1"] }))
    #expect(info.code == code)
    #expect(exitCode == nil)
    #expect(info.message.contains(path))
    #expect(!"\(info)".contains("sig="))
  }

  @Test("are uploaded by pattern and condition, into a prefix or under a name")
  func outputs() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.blobsToFail = 1
      state.wanted = [
        .script(
          "echo hi; mkdir -p d/e; echo 1 > a.txt; echo 2 > b.txt; echo 3 > d/e/c.txt; exit 2",
          environment: [NameValue(name: "NAME", value: "a")],
          outputFiles: [
            output("../stdout.txt", "logs/out.txt"), output("*.txt", "all"), output("**/*.txt", "deep"),
            output("$NAME.txt", nil), output("b.txt", "never", .taskSuccess), output("none*", "x"),
            output("b.txt", "failed", .taskFailure),
          ])
      ]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    #expect(service.read { $0.ends["r1"]?.outcome } == .exited(code: 2))
    let blobs = service.read { $0.blobs.mapValues { String(decoding: $0, as: UTF8.self) } }
    #expect(
      blobs == [
        "out/logs/out.txt": "hi\n", "out/all/a.txt": "1\n", "out/all/b.txt": "2\n", "out/deep/a.txt": "1\n",
        "out/deep/b.txt": "2\n", "out/deep/d/e/c.txt": "3\n", "out/a.txt": "1\n", "out/failed": "2\n",
      ])
    #expect(node.lines("workitems/job1/job-1/r1/fileuploadout.txt").count == 8)
    #expect(node.text("workitems/job1/job-1/r1/fileuploaderr.txt") == "No file matches the pattern none*.\n")
  }

  @Test("that cannot be uploaded fail the run, its exit code kept")
  func uploadDenied() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.deniedContainers = ["out"]
      state.wanted = [.script("true", outputFiles: [output("../stdout.txt", "x")])]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    let (info, exitCode) = try #require(failure(service.read { $0.ends["r1"] }))
    #expect(info.code == "FileUploadAccessDenied")
    #expect(exitCode == 0)
    #expect(!"\(info)".contains("sig="))
    #expect(!(node.text("workitems/job1/job-1/r1/fileuploaderr.txt") ?? "").contains("sig="))
  }

  @Test("are uploaded after the service came back")
  func uploadWhileDown() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let gate = node.path("gate")
    service.change {
      $0.wanted = [
        .script(
          "while [ ! -e \(gate) ]; do sleep 0.01; done; echo done", outputFiles: [output("../stdout.txt", "o")])
      ]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.started["r1"] != nil })
      try await service.stop()
      #expect(FileManager.default.createFile(atPath: gate, contents: nil))
      #expect(await eventually { node.text("workitems/job1/job-1/r1/stdout.txt") == "done\n" })
      try await Task.sleep(for: .milliseconds(300))
      try await service.start()
      #expect(await service.wait { $0.ends["r1"]?.outcome == .exited(code: 0) })
    }
    #expect(service.read { $0.blobs["out/o"] } == Array("done\n".utf8))
  }

  @Test("larger than one request are uploaded in blocks")
  func blocks() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    #expect(FileManager.default.createFile(atPath: node.path("big"), contents: Data(bytes)))
    try await withHTTP { http in
      let transport = BlobTransport(
        http: http, endpoint: service.endpoint, account: "local", timings: TestNode.timings)
      let writer = BlobWriter(transport: transport, singleLimit: 1 << 20, blockSize: 600_000)
      try await writer.upload(node.path("big"), to: transport.address(blobHost + "/out/dir/big%20one?sig=s"))
    }
    #expect(service.read { $0.blobs["out/dir/big one"] } == bytes)
    #expect(service.read { $0.blobRequests.filter { $0.contains("comp=block&") }.count } == 5)
  }
}
