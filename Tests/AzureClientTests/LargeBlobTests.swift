import AzureClient
import Foundation
import NIOCore
import Testing

/// As many MiB as `AZP_LARGE_BLOB_MIB` says, 400 unless it does.
@Suite("Large blobs", .serialized, .timeLimit(.minutes(10)))
struct LargeBlobTests {
  private static let size: Int64 =
    (ProcessInfo.processInfo.environment["AZP_LARGE_BLOB_MIB"].flatMap { Int64($0) } ?? 400) << 20
  /// What a transfer may take, whatever the size: four blocks of 8 MiB under way and one being filled, buffers, and
  /// as much again that the allocator keeps.
  private static let allowance: Int64 = 160 << 20

  /// Pieces of 1 MiB, and the largest size of the process seen meanwhile.
  private struct Source: AsyncSequence, AsyncIteratorProtocol {
    var left: Int64
    let memory: Memory
    let piece = ByteBuffer(repeating: 7, count: 1 << 20)

    func makeAsyncIterator() -> Source { self }

    mutating func next() async throws -> ByteBuffer? {
      guard left > 0 else { return nil }
      left -= Int64(piece.readableBytes)
      try memory.look()
      return piece
    }
  }

  private static func run<Result>(_ body: (BlobClient, SinkServer) async throws -> Result) async throws -> Result {
    try await SinkServer.run(size: size) { server, port in
      try await HTTPTransport.withTransport { http in
        try await body(try BlobClient(account: TestAccount.account(port: port), http: http), server)
      }
    }
  }

  @Test("an upload takes constant memory")
  func upload() async throws {
    try await Self.run { client, server in
      let memory = try Memory()
      let sent = try await client.upload(container: "box", blob: "big", from: Source(left: Self.size, memory: memory))
      #expect(sent == Self.size)
      // The list of blocks is a body too.
      #expect(server.bytes >= Self.size && server.bytes < Self.size + 1 << 20)
      #expect(server.requests == Int(Self.size >> 23) + 1)
      #expect(memory.growth < Self.allowance)
    }
  }

  @Test("a download takes constant memory, however slowly it is read")
  func download() async throws {
    try await Self.run { client, _ in
      let memory = try Memory()
      var size: Int64 = 0
      for try await piece in client.stream(container: "box", blob: "big") {
        size += Int64(piece.readableBytes)
        if size >> 20 != (size - Int64(piece.readableBytes)) >> 20 { try memory.look() }
        await Task.yield()
      }
      #expect(size == Self.size)
      #expect(memory.growth < Self.allowance)
    }
  }
}
