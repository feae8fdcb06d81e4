import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Requests for blobs")
struct BlobRequestTests {
  private func run(_ body: (TestServer) async throws -> Void) async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("results")
      try await body(server)
    }
  }

  @Test("a container keeps the metadata it was made with")
  func containerMetadata() async throws {
    try await TestServer.run { server in
      let headers = [("x-ms-version", "2021-08-06"), ("x-ms-meta-CreatedBy", "me, myself")]
      let made = try await server.send("PUT", "/local/results?restype=container", headers: headers, body: "")
      #expect(made.status == 201)
      for method in ["GET", "HEAD"] {
        let read = try await server.send(method, "/local/results?restype=container")
        #expect(read.status == 200 && read.header("x-ms-meta-createdby") == "me, myself")
        #expect(read.header("etag") == made.header("etag"))
      }
      let again = try await server.send("PUT", "/local/results?restype=container", body: "")
      #expect(again.status == 409 && again.header("x-ms-error-code") == "ContainerAlreadyExists")
      for name in ["A", "ab", "-ab", "a--b", "a_b", String(repeating: "a", count: 64)] {
        let wrong = try await server.send("PUT", "/local/\(name)?restype=container", body: "")
        #expect(wrong.status == 400, "\(name)")
      }
    }
  }

  @Test("containers are listed by prefix, and deleted with all that is in them")
  func containers() async throws {
    try await run { server in
      for name in ["aaa", "aab", "abc"] { try await server.blobs.createContainer(name) }
      #expect(try await server.blobs.containers().all().map(\.name) == ["aaa", "aab", "abc", "results"])
      #expect(try await server.blobs.containers(prefix: "aa").all().map(\.name) == ["aaa", "aab"])
      let page = try await server.send("GET", "/local/?comp=list&prefix=a&maxresults=2")
      #expect(page.body.contains("<NextMarker>abc</NextMarker>"))
      let rest = try await server.send("GET", "/local/?comp=list&prefix=a&maxresults=2&marker=abc")
      #expect(rest.body.contains("<Name>abc</Name>") && !rest.body.contains("<Name>aab</Name>"))
      try await server.blobs.put(container: "aaa", blob: "x", bytes: [1])
      try await server.blobs.deleteContainer("aaa")
      #expect(try await server.blobs.containerExists("aaa") == false)
      let gone = try await azureError { try await server.blobs.download(container: "aaa", blob: "x") }
      #expect(gone?.code == "ContainerNotFound")
      try await server.blobs.createContainer("aaa")
      #expect(try await server.blobs.blobs(container: "aaa").all().isEmpty)
      #expect(try server.blobFiles().isEmpty)
    }
  }

  @Test("a blob comes back as it was written, of any size")
  func roundTrip() async throws {
    try await run { server in
      for size in [0, 1, 1000, (512 << 10) + 1, 3 << 20] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
        try await server.blobs.put(container: "results", blob: "dir/b \(size)%.bin", bytes: bytes)
        #expect(try await server.blobs.download(container: "results", blob: "dir/b \(size)%.bin") == bytes)
        let properties = try await server.blobs.properties(container: "results", blob: "dir/b \(size)%.bin")
        #expect(properties.size == Int64(size))
      }
      let missing = try await azureError { try await server.blobs.download(container: "results", blob: "none") }
      #expect(missing?.code == "BlobNotFound" && missing?.kind == .notFound)
    }
  }

  @Test("a range of a blob is a part of it, one beyond its end is refused")
  func ranges() async throws {
    try await run { server in
      try await server.blobs.put(container: "results", blob: "b", bytes: Array("0123456789".utf8))
      func get(_ range: String) async throws -> TestServer.Answer {
        try await server.send("GET", "/local/results/b", headers: [("x-ms-range", range)])
      }
      let middle = try await get("bytes=2-4")
      #expect(middle.status == 206 && middle.body == "234" && middle.header("content-range") == "bytes 2-4/10")
      #expect(try await get("bytes=8-100").body == "89")
      #expect(try await get("bytes=9-").body == "9")
      let beyond = try await get("bytes=10-")
      #expect(beyond.status == 416 && beyond.header("x-ms-error-code") == "InvalidRange")
      #expect(try await get("bytes=-3").status == 400)
      let whole = try await server.send("GET", "/local/results/b", headers: [("range", "bytes=0-33554431")])
      #expect(whole.status == 206 && whole.body == "0123456789")
      try await server.blobs.put(container: "results", blob: "empty", bytes: [])
      let empty = try await server.send("GET", "/local/results/empty", headers: [("x-ms-range", "bytes=0-33554431")])
      #expect(empty.status == 416)
    }
  }

  @Test("names are kept as they are written, and lead to no other file")
  func names() async throws {
    try await run { server in
      let names = ["a//b", "a/b", "dir/", "../../etc/passwd", "ä ö", "e\u{301}", "\u{e9}", "a%2fb", "?#&=+", "A", "a"]
      for (index, name) in names.enumerated() {
        try await server.blobs.put(container: "results", blob: name, bytes: [UInt8(index)])
      }
      for (index, name) in names.enumerated() {
        #expect(try await server.blobs.download(container: "results", blob: name) == [UInt8(index)], "\(name)")
      }
      let listed = try await server.blobs.blobs(container: "results").all().map { Array($0.name.utf8) }
      #expect(listed == names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
      let accents = try await server.blobs.blobs(container: "results", prefix: "e\u{301}").all()
      #expect(accents.count == 1)
      #expect(try await server.send("PUT", "/local/results/a%00b", headers: blockBlob, body: "").status == 400)
    }
  }

  private let blockBlob = [("x-ms-version", "2021-08-06"), ("x-ms-blob-type", "BlockBlob")]

  @Test("blobs are listed by prefix, page by page")
  func lists() async throws {
    try await run { server in
      for index in 1...7 { try await server.blobs.put(container: "results", blob: "r/\(index)", bytes: [1, 2]) }
      try await server.blobs.put(container: "results", blob: "q", bytes: [])
      try await server.blobs.put(container: "results", blob: "s", bytes: [])
      let items = try await server.blobs.blobs(container: "results", prefix: "r/").all()
      #expect(items.map(\.name) == (1...7).map { "r/\($0)" } && items.allSatisfy { $0.properties.size == 2 })
      var names: [String] = []
      var marker = ""
      repeat {
        let page = try await server.send(
          "GET", "/local/results?restype=container&comp=list&prefix=r/&maxresults=3&marker=\(marker)")
        let root = try XMLReader.read(page.body.utf8)
        names += (root["Blobs"]?.children ?? []).compactMap { $0["Name"]?.text }
        marker = PercentEncoding.encode(root["NextMarker"]?.text ?? "")
      } while !marker.isEmpty
      #expect(names == (1...7).map { "r/\($0)" })
      let wrong = try await server.send("GET", "/local/results?restype=container&comp=list&maxresults=0")
      #expect(wrong.status == 400)
    }
  }

  @Test("staged blocks become a blob in the order of the list")
  func blocks() async throws {
    try await run { server in
      func put(_ query: String, _ body: String) async throws -> TestServer.Answer {
        try await server.send(
          "PUT", "/local/results/big?\(query)", headers: [("x-ms-version", "2021-08-06")], body: body)
      }
      func id(_ text: String) -> String { PercentEncoding.encode(Base64.encode(Array(text.utf8))) }
      func list(_ ids: String...) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>"
          + ids.map { "<Latest>\(Base64.encode(Array($0.utf8)))</Latest>" }.joined() + "</BlockList>"
      }
      #expect(try await put("comp=block&blockid=\(id("2"))", "world").status == 201)
      #expect(try await put("comp=block&blockid=\(id("1"))", "wrong").status == 201)
      #expect(try await put("comp=block&blockid=\(id("1"))", "hello ").status == 201)
      #expect(try await server.send("GET", "/local/results/big").status == 404)
      let unknown = try await put("comp=blocklist", list("1", "3"))
      #expect(unknown.status == 400 && unknown.header("x-ms-error-code") == "InvalidBlockList")
      #expect(try await put("comp=blocklist", list("1", "2")).status == 201)
      #expect(try await server.send("GET", "/local/results/big").body == "hello world")
      #expect(try await put("comp=blocklist", "<BlockList>").status == 400)
      #expect(try await put("comp=block&blockid=*", "x").status == 400)
      #expect(try await put("comp=block", "x").status == 400)
      #expect(try server.blobFiles().count == 1)
    }
  }

  @Test("a blob is written once where it must be new, and read only in the version that was asked for")
  func conditions() async throws {
    try await run { server in
      let new = blockBlob + [("if-none-match", "*")]
      let first = try await server.send("PUT", "/local/results/b", headers: new, body: "one")
      #expect(first.status == 201)
      let second = try await server.send("PUT", "/local/results/b", headers: new, body: "two")
      #expect(second.status == 409 && second.header("x-ms-error-code") == "BlobAlreadyExists")
      #expect(try await server.send("GET", "/local/results/b").body == "one")
      #expect(try server.blobFiles().count == 1)
      let eTag = try #require(first.header("etag"))
      let unchanged = try await server.send("GET", "/local/results/b", headers: [("if-none-match", eTag)])
      #expect(unchanged.status == 304 && unchanged.body.isEmpty)
      #expect(try await server.send("GET", "/local/results/b", headers: [("if-match", eTag)]).body == "one")
      try await server.blobs.put(container: "results", blob: "b", bytes: Array("three".utf8))
      let changed = try await server.send("GET", "/local/results/b", headers: [("if-match", eTag)])
      #expect(changed.status == 412)
      let stale = try await server.send("PUT", "/local/results/b", headers: blockBlob + [("if-match", eTag)], body: "x")
      #expect(stale.status == 412)
      #expect(try await server.send("GET", "/local/results/b").body == "three")
    }
  }

  @Test("a replaced or deleted blob leaves no file behind, and its metadata goes with it")
  func replace() async throws {
    try await run { server in
      let headers = blockBlob + [("x-ms-meta-a", "1"), ("content-type", "text/plain")]
      #expect(try await server.send("PUT", "/local/results/b", headers: headers, body: "x").status == 201)
      var head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("x-ms-meta-a") == "1" && head.header("content-type") == "text/plain")
      try await server.blobs.put(container: "results", blob: "b", bytes: [1])
      head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("x-ms-meta-a") == nil && head.header("content-length") == "1")
      #expect(try server.blobFiles().count == 1)
      try await server.blobs.delete(container: "results", blob: "b")
      #expect(try server.blobFiles().isEmpty)
      try await expectAzure("BlobNotFound") { try await server.blobs.delete(container: "results", blob: "b") }
    }
  }

  @Test("what was not written whole and right is not kept")
  func broken() async throws {
    try await run { server in
      let wrongSum = blockBlob + [("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")]
      let sum = try await server.send("PUT", "/local/results/b", headers: wrongSum, body: "x")
      #expect(sum.status == 400 && sum.header("x-ms-error-code") == "Md5Mismatch")
      let page = [("x-ms-version", "2021-08-06"), ("x-ms-blob-type", "PageBlob")]
      #expect(try await server.send("PUT", "/local/results/b", headers: page, body: "x").status == 400)
      #expect(try await server.send("PUT", "/local/none/b", headers: blockBlob, body: "x").status == 404)
      #expect(try await server.send("POST", "/local/results/b", body: "x").status == 405)
      #expect(try await server.blobs.blobs(container: "results").all().isEmpty)
      #expect(try server.blobFiles().isEmpty)
    }
  }
}
