import AzureClient
import AzureWire
import Testing

@Suite("Names and lists of blobs")
struct BlobNamingTests {
  private func run(_ body: (TestServer) async throws -> Void) async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("results")
      try await body(server)
    }
  }

  private func put(_ server: TestServer, _ name: String, _ headers: [(String, String)] = []) async throws
    -> TestServer.Answer
  {
    try await server.send(
      "PUT", "/local/results/\(name)", headers: [("x-ms-blob-type", "BlockBlob")] + headers, body: "x")
  }

  @Test("a name has at most 1,024 characters and 254 steps")
  func longNames() async throws {
    try await run { server in
      let longest = String(repeating: "a", count: 1024)
      #expect(try await put(server, longest).status == 201)
      let steps = Array(repeating: "a", count: 254).joined(separator: "/")
      #expect(try await put(server, steps).status == 201)
      for name in [longest + "a", steps + "/a"] {
        let answer = try await put(server, name)
        #expect(answer.status == 400 && answer.header("x-ms-error-code") == "InvalidUri", "\(answer.body)")
      }
      #expect(try await server.blobs.blobs(container: "results").all().count == 2)
    }
  }

  @Test("a name of metadata is an identifier of C#, for blobs and containers", arguments: ["a-b", "1a", "a.b", "a$"])
  func metadataNames(name: String) async throws {
    try await run { server in
      let header = [("x-ms-meta-\(name)", "value")]
      let answers = [
        try await put(server, "b", header),
        try await server.send("PUT", "/local/other?restype=container", headers: header, body: ""),
        try await server.send("PUT", "/local/results?restype=container&comp=metadata", headers: header, body: ""),
      ]
      for answer in answers {
        #expect(answer.status == 400 && answer.header("x-ms-error-code") == "InvalidMetadata", "\(answer.body)")
      }
      #expect(try await server.blobs.blobs(container: "results").all().isEmpty)
      #expect(try await put(server, "b", [("x-ms-meta-_a1", "value")]).status == 201)
    }
  }

  @Test("metadata of more than 8 KiB is refused")
  func largeMetadata() async throws {
    try await run { server in
      let answer = try await put(server, "b", [("x-ms-meta-a", String(repeating: "x", count: 8192))])
      #expect(answer.status == 400 && answer.header("x-ms-error-code") == "MetadataTooLarge", "\(answer.body)")
    }
  }

  @Test("lists say of which account and container they are, and show metadata where there is some")
  func lists() async throws {
    try await run { server in
      #expect(try await put(server, "b").status == 201)
      let blobs = try await server.send("GET", "/local/results?restype=container&comp=list&include=metadata")
      let address = "ServiceEndpoint=\"http://127.0.0.1:\(server.port)/local/\""
      #expect(blobs.body.contains("<EnumerationResults ContainerName=\"results\" \(address)>"), "\(blobs.body)")
      #expect(!blobs.body.contains("<Metadata"))
      _ = try await server.send("PUT", "/local/plain?restype=container", body: "")
      let containers = try await server.send("GET", "/local/?comp=list&include=metadata")
      #expect(containers.body.contains("<EnumerationResults \(address)>"))
      #expect(containers.body.contains("<Name>plain</Name>") && containers.body.contains("<createdby>"))
      #expect(!containers.body.contains("<Metadata />"), "\(containers.body)")
    }
  }

  @Test("a block list without a type of its own makes a blob of application/octet-stream")
  func blockListType() async throws {
    try await run { server in
      let id = "YQ=="
      _ = try await server.send("PUT", "/local/results/b?comp=block&blockid=YQ%3D%3D", body: "x")
      let list = try await server.send(
        "PUT", "/local/results/b?comp=blocklist", headers: [("content-type", "application/xml")],
        body: "<BlockList><Latest>\(id)</Latest></BlockList>")
      #expect(list.status == 201, "\(list.body)")
      let blob = try await server.send("HEAD", "/local/results/b")
      #expect(blob.header("content-type") == "application/octet-stream")
    }
  }
}
