import AzureClient
import AzureWire
import FaultTesting
import Foundation
import NIOPosix
import NIOCore
import Testing

@Suite("Files to blobs and back")
struct LocalFileTests {
  /// Runs the body with an empty directory.
  private static func inDirectory<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
  }

  @Test("a file goes up in blocks as it is")
  func upload() async throws {
    try await Self.inDirectory { directory in
      let file = directory.appendingPathComponent("a")
      let contents = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 >> 3) }
      try Data(contents).write(to: file)
      try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
        var options = BlobUploadOptions()
        options.blockSize = 1 << 20
        options.requestsInFlight = 1
        let size = try await client.upload(container: "box", blob: "a", file: file.path, options: options)
        #expect(size == 3_000_000)
        let blocks = server.requests.filter { $0.query["comp"] == "block" }
        #expect(blocks.map(\.body.count) == [1 << 20, 1 << 20, 3_000_000 - 2 << 20])
        #expect(blocks.flatMap(\.body) == contents)
      }
    }
  }

  @Test("a file that is not there is an error before anything is sent")
  func missing() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
      await #expect(throws: IOError.self) {
        try await client.upload(container: "box", blob: "a", file: "/nowhere/at/all")
      }
      #expect(server.requests.isEmpty)
    }
  }

  @Test("a blob comes down as a file in place of the old one")
  func download() async throws {
    try await Self.inDirectory { directory in
      let file = directory.appendingPathComponent("a")
      try Data("a longer old text".utf8).write(to: file)
      try await TestAccount.withBlobs(script: { _ in .answer(200, body: "new") }) { client, _ in
        let size = try await client.download(container: "box", blob: "a", file: file.path)
        #expect(size == 3)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == "new")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a"])
    }
  }

  @Test("a download that fails leaves the old file and nothing beside it")
  func failed() async throws {
    try await Self.inDirectory { directory in
      let file = directory.appendingPathComponent("a")
      try Data("old".utf8).write(to: file)
      let script: ScriptedServer.Script = { request in
        request.index == 0
          ? .cut(200, headers: [("ETag", "1")], body: "0123456789", after: 4)
          : .answer(412, headers: [("x-ms-error-code", "ConditionNotMet")])
      }
      try await TestAccount.withBlobs(script: script) { client, _ in
        let error = try await azureError {
          try await client.download(container: "box", blob: "a", file: file.path)
        }
        #expect(error?.kind == .preconditionFailed)
      }
      #expect(try String(contentsOf: file, encoding: .utf8) == "old")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a"])
    }
  }
}
