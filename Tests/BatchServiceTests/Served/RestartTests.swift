import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

@Suite("Restarts")
struct RestartTests {
  @Test("all that was acknowledged is there again, and what a crash left behind is gone")
  func survives() async throws {
    let directory = try TemporaryDirectory()
    var runID = ""
    try await TestServer.run(directory: directory) { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks(1...3)
      runID = try #require(try await server.exchange(NodeReport()).start.first).runID
      try await server.blobs.createContainer("results")
      try await server.blobs.put(container: "results", blob: "kept", bytes: [1, 2, 3])
    }
    let blobs = directory.path + "/blobs"
    try FileManager.default.createDirectory(atPath: blobs + "/fe", withIntermediateDirectories: true)
    for path in ["/tmp/half", "/fe/fe00", "/README"] {
      #expect(FileManager.default.createFile(atPath: blobs + path, contents: Data([1])))
    }
    try await TestServer.run(directory: directory) { server in
      #expect(try server.blobFiles().count == 1)
      #expect(FileManager.default.fileExists(atPath: blobs + "/README"))
      #expect(try await server.blobs.download(container: "results", blob: "kept") == [1, 2, 3])
      #expect(try await server.batch.taskCounts(job: "job1") == TaskCounts(active: 1, running: 2))
      // The node is known again, and its run is the same.
      let again = try await server.exchange(NodeReport(wantsAnswerNow: true))
      #expect(again.start.map(\.runID).contains(runID))
    }
  }

  @Test("a service makes its key, tells where it is, and finds all again; two on one directory are refused")
  func service() async throws {
    let directory = try TemporaryDirectory()
    let paths = StatePaths(directory: directory.path + "/state")
    var first: LocalServiceDescription?
    for _ in 0..<2 {
      // An agent that ends at once does not trouble the service.
      let service = BatchService(
        configuration: .init(paths: paths, port: nil, executable: "/bin/true", slots: 2), logger: .silent)
      let (ready, tell) = AsyncStream<LocalServiceDescription>.makeStream()
      let task = Task {
        defer { tell.finish() }
        try await service.run { tell.yield($0) }
      }
      var found: LocalServiceDescription?
      for await description in ready {
        found = description
        break
      }
      let description = try #require(found)
      #expect(first == nil || first == description, "the port of the last time is kept")
      first = description
      let mode = try FileManager.default.attributesOfItem(atPath: description.keyFile)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      await #expect(throws: BatchService.AlreadyRunning.self) {
        try await BatchService(
          configuration: .init(paths: paths, port: nil, executable: "/bin/true", slots: 2), logger: .silent
        ).run { _ in }
      }
      let key = try String(contentsOfFile: description.keyFile, encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      let credential = try #require(SharedKeyCredential(account: description.account, base64Key: Secret(key)))
      try await HTTPTransport.withTransport { http in
        let client = try BatchClient(
          account: BatchAccount(
            batchEndpoint: description.batchEndpoint, batchCredential: credential,
            blobEndpoint: description.blobEndpoint, storageCredential: credential), http: http)
        #expect(try await client.pool("local").id == "local")
      }
      task.cancel()
      _ = await task.result
    }
  }

  @Test("a key that others can read is refused")
  func openKey() async throws {
    let directory = try TemporaryDirectory()
    let paths = StatePaths(directory: directory.path)
    try Data("AAAA".utf8).write(to: URL(fileURLWithPath: paths.key))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: paths.key)
    let error = await #expect(throws: ServiceError.self) {
      try await BatchService(
        configuration: .init(paths: paths, port: nil, executable: "/bin/true", slots: 2), logger: .silent
      ).run { _ in }
    }
    #expect(error?.description.contains("chmod 600") == true)
  }
}
