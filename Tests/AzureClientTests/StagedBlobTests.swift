import AzureClient
import AzureWire
import FaultTesting
import NIOCore
import Synchronization
import Testing

@Suite("Blobs in blocks, ranges and lists")
struct StagedBlobTests {
  /// Pieces of these sizes, each byte numbered by its offset.
  private static func pieces(_ sizes: [Int]) -> AsyncStream<ByteBuffer> {
    AsyncStream { continuation in
      var offset = 0
      for size in sizes {
        continuation.yield(ByteBuffer(bytes: (offset..<offset + size).map { UInt8(truncatingIfNeeded: $0) }))
        offset += size
      }
      continuation.finish()
    }
  }

  private static func bytes(_ range: Range<Int>) -> [UInt8] { range.map { UInt8(truncatingIfNeeded: $0) } }

  private static func options(blockSize: Int = 100, inFlight: Int = 3) -> BlobUploadOptions {
    var options = BlobUploadOptions()
    options.blockSize = blockSize
    options.requestsInFlight = inFlight
    options.contentType = "text/csv"
    options.metadata = ["Owner": "me"]
    return options
  }

  @Test("contents of one block are written at once", arguments: [[], [99], [40, 59]])
  func small(sizes: [Int]) async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
      let size = try await client.upload(
        container: "box", blob: "a", from: Self.pieces(sizes), options: Self.options())
      #expect(size == Int64(sizes.reduce(0, +)))
      let request = try #require(server.requests.first)
      #expect(server.requests.count == 1)
      #expect(request.header("x-ms-blob-type") == "BlockBlob")
      #expect(request.header("x-ms-meta-owner") == "me")
      #expect(request.body == Self.bytes(0..<sizes.reduce(0, +)))
    }
  }

  @Test(
    "longer contents are staged in blocks and committed in their order", arguments: [[250], [1, 99, 1, 149], [300]])
  func staged(sizes: [Int]) async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
      let count = sizes.reduce(0, +)
      let size = try await client.upload(
        container: "box", blob: "a b", from: Self.pieces(sizes), options: Self.options())
      #expect(size == Int64(count))
      let blocks = server.requests.filter { $0.query["comp"] == "block" }
      let commit = try #require(server.requests.last)
      #expect(commit.query["comp"] == "blocklist")
      #expect(commit.path == "/local/box/a%20b")
      #expect(commit.header("x-ms-blob-content-type") == "text/csv")
      #expect(commit.header("x-ms-meta-owner") == "me")
      let ids = try XMLReader.read(commit.body).children.map(\.text)
      #expect(ids.count == 3 && Set(ids.map(\.utf8.count)).count == 1)
      let contents = ids.map { id in blocks.first { $0.query["blockid"] == id }?.body ?? [] }
      #expect(contents.flatMap { $0 } == Self.bytes(0..<count))
      #expect(contents.map(\.count) == [100, 100, count - 200])
    }
  }

  @Test("several blocks are under way at a time, and no more than allowed")
  func inFlight() async throws {
    try await TestAccount.withBlobs(script: { _ in .silence }) { client, server in
      let upload = Task {
        try await client.upload(container: "box", blob: "a", from: Self.pieces([1000]), options: Self.options())
      }
      while server.requests.count < 3 { await Task.yield() }
      for _ in 0..<100 { await Task.yield() }
      #expect(server.requests.count == 3)
      upload.cancel()
      await #expect(throws: CancellationError.self) { try await upload.value }
    }
  }

  @Test("two uploads to one name do not share the ids of their blocks")
  func ownIDs() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
      for _ in 0..<2 {
        try await client.upload(container: "box", blob: "a", from: Self.pieces([200]), options: Self.options())
      }
      #expect(Set(server.requests.compactMap { $0.query["blockid"] }).count == 4)
    }
  }

  @Test("a block whose answer is lost is sent again, alone")
  func lostBlock() async throws {
    try await TestAccount.withBlobs(script: { $0.index == 1 ? .drop : .answer(201) }) { client, server in
      try await client.upload(
        container: "box", blob: "a", from: Self.pieces([250]), options: Self.options(inFlight: 1))
      #expect(server.requests.count == 5)
      let ids = server.requests.compactMap { $0.query["blockid"] }
      #expect(ids[1] == ids[2])
      #expect(server.requests[1].body == server.requests[2].body)
    }
  }

  @Test("a new blob whose answer was lost is known by its mark")
  func ours() async throws {
    let mark = Mark()
    let script: ScriptedServer.Script = { request in
      switch (request.index, request.method) {
      case (0, _):
        mark.set(request.header("x-ms-meta-createdby"))
        return .drop
      case (_, "PUT"): return .answer(409, headers: [("x-ms-error-code", "BlobAlreadyExists")])
      default: return .answer(200, headers: [("x-ms-meta-createdby", mark.value ?? ""), ("content-length", "1")])
      }
    }
    try await TestAccount.withBlobs(script: script) { client, _ in
      try await client.put(container: "box", blob: "a", bytes: [1], mustBeNew: true)
    }
  }

  @Test("somebody else's blob is not taken for ours after a lost answer")
  func theirs() async throws {
    let script: ScriptedServer.Script = { request in
      switch (request.index, request.method) {
      case (0, _): .drop
      case (_, "PUT"): .answer(409, headers: [("x-ms-error-code", "BlobAlreadyExists")])
      default: .answer(200, headers: [("content-length", "1")])
      }
    }
    try await TestAccount.withBlobs(script: script) { client, _ in
      let error = try await azureError {
        try await client.put(container: "box", blob: "a", bytes: [1], mustBeNew: true)
      }
      #expect(error?.isCode("BlobAlreadyExists") == true)
    }
  }

  /// Answers ranges of a text as Azure does.
  private static func ranged(_ text: String) -> ScriptedServer.Script {
    { request in
      guard let range = request.header("x-ms-range")?.dropFirst(6).split(separator: "-").compactMap({ Int($0) }),
        let first = range.first
      else { return .answer(200, headers: [("ETag", "1")], body: text) }
      guard first < text.count else { return .answer(416, headers: [("x-ms-error-code", "InvalidRange")]) }
      let last = min(range.count > 1 ? range[1] : .max, text.count - 1)
      let part = Array(text.utf8)[first...last]
      return .answer(206, headers: [("ETag", "1")], body: String(decoding: part, as: UTF8.self))
    }
  }

  @Test(
    "a range gives what there is of it",
    arguments: [(0, 3, "0123"), (4, 99, "456789"), (10, 20, ""), (9, 9, "9"), (0, 99, "0123456789")])
  func range(first: Int64, last: Int64, expected: String) async throws {
    try await TestAccount.withBlobs(script: Self.ranged("0123456789")) { client, server in
      let bytes = try await client.download(container: "box", blob: "a", range: first...last)
      #expect(String(decoding: bytes, as: UTF8.self) == expected)
      #expect(server.requests.map { $0.header("x-ms-range") } == ["bytes=\(first)-\(last)"])
    }
  }

  @Test("a range whose connection breaks goes on within itself")
  func resumedRange() async throws {
    let script: ScriptedServer.Script = { request in
      request.index == 0
        ? .cut(206, headers: [("ETag", "1")], body: "23456", after: 2)
        : await Self.ranged("0123456789")(request)
    }
    try await TestAccount.withBlobs(script: script) { client, server in
      let bytes = try await client.download(container: "box", blob: "a", range: 2...6)
      #expect(String(decoding: bytes, as: UTF8.self) == "23456")
      #expect(server.requests.map { $0.header("x-ms-range") } == ["bytes=2-6", "bytes=4-6"])
    }
  }

  @Test("a list stops at the delimiter and gives what names begin with")
  func entries() async throws {
    let body = """
      <EnumerationResults><Blobs><BlobPrefix><Name>logs/</Name></BlobPrefix><Blob><Name>a</Name><Properties>\
      <Content-Length>1</Content-Length></Properties><Metadata><Owner>me</Owner></Metadata></Blob></Blobs>\
      <NextMarker/></EnumerationResults>
      """
    try await TestAccount.withBlobs(script: { _ in .answer(200, body: body) }) { client, server in
      let entries = try await client.entries(container: "box", prefix: "x", pageSize: 7, withMetadata: true).all()
      #expect(entries.count == 2)
      #expect(entries.first == .prefix("logs/"))
      guard case .blob(let item)? = entries.last else {
        Issue.record("the second entry is no blob")
        return
      }
      #expect(item.properties.metadata == ["owner": "me"])
      let query = server.requests[0].query
      #expect(query["delimiter"] == "/" && query["maxresults"] == "7" && query["include"] == "metadata")
    }
  }

  @Test("metadata is written and read in lower case")
  func metadata() async throws {
    let headers = [("x-ms-meta-owner", "me"), ("content-length", "0")]
    try await TestAccount.withBlobs(script: { _ in .answer(200, headers: headers) }) { client, server in
      try await client.setMetadata(container: "box", blob: "a", ["Owner": "me"], condition: .ifMatch("0x1"))
      try await client.setContainerMetadata("box", ["Owner": "me"])
      #expect(try await client.properties(container: "box", blob: "a").metadata == ["owner": "me"])
      #expect(try await client.containerProperties("box").metadata == ["owner": "me"])
      #expect(server.requests[0].uri == "/local/box/a?comp=metadata")
      #expect(server.requests[0].header("if-match") == "0x1")
      #expect(server.requests[1].uri == "/local/box?restype=container&comp=metadata")
      #expect(server.requests.prefix(2).allSatisfy { $0.header("x-ms-meta-owner") == "me" })
    }
  }

  @Test("a blob that is as it was before is an error of its own status")
  func notModified() async throws {
    let script: ScriptedServer.Script = { request in
      request.header("if-none-match") == "0x1" ? .answer(304) : .answer(200, body: "x")
    }
    try await TestAccount.withBlobs(script: script) { client, _ in
      let condition = AccessCondition(ifNoneMatch: "0x1")
      let error = try #require(
        try await azureError { try await client.download(container: "box", blob: "a", condition: condition) })
      #expect(error.status == 304)
      #expect(error.kind == .preconditionFailed)
    }
  }

  @Test("the blocks of a blob are listed, staged ones apart")
  func blocks() async throws {
    let body = """
      <BlockList><CommittedBlocks><Block><Name>QQ==</Name><Size>5</Size></Block></CommittedBlocks>\
      <UncommittedBlocks><Block><Name>Qg==</Name><Size>7</Size></Block></UncommittedBlocks></BlockList>
      """
    try await TestAccount.withBlobs(script: { _ in .answer(200, body: body) }) { client, server in
      let blocks = try await client.blocks(container: "box", blob: "a")
      #expect(blocks.committed.map(\.size) == [5])
      #expect(blocks.staged.map(\.id) == ["Qg=="])
      #expect(server.requests[0].query["blocklisttype"] == "all")
    }
  }

  @Test("an account's signed URL is one that the account verifies")
  func accountURL() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(200) }) { client, server in
      let url = client.accountURL(permissions: "lr", validFor: .seconds(60)).reveal()
      #expect(url.hasPrefix("http://127.0.0.1:\(server.port)/local/?sv="))
      let query = QueryItems(query: url.drop { $0 != "?" }.dropFirst())
      #expect(query["sp"] == "rl")
      let signature = try #require(AccountSharedAccessSignature(query: query))
      #expect(signature.isSigned(query["sig"] ?? "", by: TestAccount.credential))
    }
  }
}
