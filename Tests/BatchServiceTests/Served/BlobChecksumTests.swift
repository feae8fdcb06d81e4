import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Checksums of blobs")
struct BlobChecksumTests {
  private static let blockBlob = ("x-ms-blob-type", "BlockBlob")
  /// Of `123456789`.
  private static let crc = "iJh5CoYUi64="
  private static let md5 = "JfnnlDI7RTiF9RgfG2JNCw=="

  private func run(_ body: (TestServer) async throws -> Void) async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("results")
      try await body(server)
    }
  }

  @Test("a body with another checksum than it was sent with is refused, whole or as a block")
  func bodies() async throws {
    try await run { server in
      let wrong = [
        ("x-ms-content-crc64", "AAAAAAAAAAA=", "Crc64Mismatch"),
        ("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", "Md5Mismatch"),
      ]
      for target in ["/local/results/b", "/local/results/b?comp=block&blockid=YQ%3D%3D"] {
        for (name, value, code) in wrong {
          let answer = try await server.send(
            "PUT", target, headers: [Self.blockBlob, (name, value)], body: "123456789")
          #expect(answer.status == 400 && answer.header("x-ms-error-code") == code, "\(target) \(answer.body)")
        }
        #expect(try server.blobFiles().isEmpty)
      }
      let list = try await server.send(
        "PUT", "/local/results/b?comp=blocklist", headers: [("x-ms-content-crc64", "AAAAAAAAAAA=")],
        body: "<BlockList></BlockList>")
      #expect(list.header("x-ms-error-code") == "Crc64Mismatch")
      let blob = try await server.send(
        "PUT", "/local/results/b", headers: [Self.blockBlob, ("x-ms-blob-content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")],
        body: "123456789")
      #expect(blob.header("x-ms-error-code") == "Md5Mismatch")
    }
  }

  @Test("the right checksums are told again, also those of a range")
  func right() async throws {
    try await run { server in
      let put = try await server.send(
        "PUT", "/local/results/b", headers: [Self.blockBlob, ("x-ms-content-crc64", Self.crc)], body: "123456789")
      #expect(put.status == 201 && put.header("x-ms-content-crc64") == Self.crc)
      #expect(put.header("content-md5") == Self.md5)
      let part = try await server.send(
        "GET", "/local/results/b",
        headers: [("x-ms-range", "bytes=0-8"), ("x-ms-range-get-content-crc64", "true")])
      #expect(part.header("x-ms-content-crc64") == Self.crc)
      let hashed = try await server.send(
        "GET", "/local/results/b", headers: [("x-ms-range", "bytes=0-8"), ("x-ms-range-get-content-md5", "true")])
      #expect(hashed.header("content-md5") == Self.md5)
      let whole = try await server.send("GET", "/local/results/b", headers: [("x-ms-range-get-content-md5", "true")])
      #expect(whole.status == 400)
    }
  }

  @Test("what HTTP says of the body is kept of the blob, and a list of blocks is no XML blob")
  func headers() async throws {
    try await run { server in
      let plain = [("content-encoding", "gzip"), ("content-language", "de"), ("cache-control", "no-cache")]
      _ = try await server.send("PUT", "/local/results/b", headers: [Self.blockBlob] + plain, body: "x")
      let head = try await server.send("HEAD", "/local/results/b")
      for (name, value) in plain { #expect(head.header(name) == value) }
      let list = [("content-type", "application/xml")]
      let committed = try await server.send(
        "PUT", "/local/results/c?comp=blocklist", headers: list, body: "<BlockList></BlockList>")
      #expect(committed.status == 201)
      #expect(try await server.send("HEAD", "/local/results/c").header("content-type") == "application/octet-stream")
    }
  }
}
