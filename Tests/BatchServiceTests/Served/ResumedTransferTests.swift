import AzureClient
import Foundation
import Synchronization
import Testing

@Suite("Transfers that go on where they broke off", .timeLimit(.minutes(5)))
struct ResumedTransferTests {
  private static let contents = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 9)) }

  /// Runs a transfer and cancels it once some of it is done.
  private func breakOff(
    _ transfer: @escaping @Sendable (_ progress: @escaping @Sendable (TransferProgress) -> Void) async throws -> Void
  ) async throws {
    let (reached, reach) = AsyncStream<Void>.makeStream()
    let task = Task {
      try await transfer { progress in
        guard progress.done > 0, progress.done < progress.total else { return }
        reach.yield()
        // Whoever reports waits here, so that the transfer is cancelled in its midst.
        while !Task.isCancelled { usleep(1000) }
      }
    }
    for await _ in reached { break }
    task.cancel()
    await #expect(throws: (any Error).self) { try await task.value }
  }

  @Test("an upload sends only the blocks that the service has not got")
  func upload() async throws {
    try await TestServer.run { server in
      let file = server.directory.path + "/source"
      try Data(Self.contents).write(to: URL(fileURLWithPath: file))
      var options = BlobUploadOptions()
      options.blockSize = 1 << 20
      options.requestsInFlight = 1
      try await server.blobs.createContainer("box")
      try await breakOff { [options] progress in
        try await server.blobs.resumeUpload(
          container: "box", blob: "big", file: file, options: options, progress: progress)
      }
      #expect(try await server.blobs.blobs(container: "box").all().isEmpty)
      let last = Mutex(TransferProgress(done: 0, total: 0))
      let size = try await server.blobs.resumeUpload(container: "box", blob: "big", file: file, options: options) {
        progress in last.withLock { $0 = progress }
      }
      #expect(size == 5_000_000)
      let end = last.withLock { $0 }
      #expect(end.done == end.total && end.resumed >= 1 << 20 && end.resumed < 5_000_000, "\(end)")
      #expect(try await server.blobs.download(container: "box", blob: "big") == Self.contents)
    }
  }

  @Test("an upload of a file that has changed since sends what has changed")
  func changedUpload() async throws {
    try await TestServer.run { server in
      let file = server.directory.path + "/source"
      try Data(Self.contents).write(to: URL(fileURLWithPath: file))
      var options = BlobUploadOptions()
      options.blockSize = 1 << 20
      options.requestsInFlight = 1
      try await server.blobs.createContainer("box")
      try await breakOff { [options] progress in
        try await server.blobs.resumeUpload(
          container: "box", blob: "big", file: file, options: options, progress: progress)
      }
      let changed = Self.contents.map { ~$0 }
      try Data(changed).write(to: URL(fileURLWithPath: file))
      let last = Mutex(TransferProgress(done: 0, total: 0))
      try await server.blobs.resumeUpload(container: "box", blob: "big", file: file, options: options) { progress in
        last.withLock { $0 = progress }
      }
      #expect(last.withLock { $0 } == TransferProgress(done: 5_000_000, total: 5_000_000, resumed: 0))
      #expect(try await server.blobs.download(container: "box", blob: "big") == changed)
    }
  }

  private func parts(of server: TestServer) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: server.directory.path).filter { $0.hasSuffix(".part") }
  }

  @Test("a download asks only for what is not there yet")
  func download() async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("box")
      try await server.blobs.put(container: "box", blob: "big", bytes: Self.contents)
      let file = server.directory.path + "/target"
      try await breakOff { progress in
        try await server.blobs.resumeDownload(container: "box", blob: "big", file: file, progress: progress)
      }
      #expect(try parts(of: server).count == 1 && !FileManager.default.fileExists(atPath: file))
      let last = Mutex(TransferProgress(done: 0, total: 0))
      try await server.blobs.resumeDownload(container: "box", blob: "big", file: file) { progress in
        last.withLock { $0 = progress }
      }
      let end = last.withLock { $0 }
      #expect(end.done == 5_000_000 && end.resumed > 0, "\(end)")
      #expect(FileManager.default.contents(atPath: file) == Data(Self.contents))
      #expect(try parts(of: server).isEmpty)
    }
  }

  @Test("a download of a file that was replaced meanwhile begins anew")
  func changedDownload() async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("box")
      try await server.blobs.put(container: "box", blob: "big", bytes: Self.contents)
      let file = server.directory.path + "/target"
      try await breakOff { progress in
        try await server.blobs.resumeDownload(container: "box", blob: "big", file: file, progress: progress)
      }
      let changed = Self.contents.map { ~$0 }
      try await server.blobs.put(container: "box", blob: "big", bytes: changed)
      let last = Mutex(TransferProgress(done: 0, total: 0))
      try await server.blobs.resumeDownload(container: "box", blob: "big", file: file) { progress in
        last.withLock { $0 = progress }
      }
      #expect(last.withLock { $0.resumed } == 0)
      #expect(FileManager.default.contents(atPath: file) == Data(changed))
      #expect(try parts(of: server).isEmpty)
    }
  }

  @Test("an empty file comes and goes as well")
  func empty() async throws {
    try await TestServer.run { server in
      let file = server.directory.path + "/source"
      try Data().write(to: URL(fileURLWithPath: file))
      try await server.blobs.createContainer("box")
      try await server.blobs.resumeUpload(container: "box", blob: "none", file: file)
      let target = server.directory.path + "/target"
      #expect(try await server.blobs.resumeDownload(container: "box", blob: "none", file: target) == 0)
      #expect(FileManager.default.contents(atPath: target) == Data())
    }
  }
}
