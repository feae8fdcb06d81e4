import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

/// What doAzureParallel asks of Blob Storage.
@Suite("doAzureParallel's requests to Storage")
struct RClientStorageTests {
  private func run(_ body: (TestServer, RClient) async throws -> Void) async throws {
    try await TestServer.run { try await body($0, RClient(server: $0)) }
  }

  private let container = [("restype", "container")]

  @Test("containers are made and deleted by these codes, errors are XML")
  func containers() async throws {
    try await run { server, client in
      #expect(try await client.storage("PUT", "/job1", container).status == 201)
      let again = try await client.storage("PUT", "/job1", container)
      #expect(again.status == 409 && again.contentType.hasPrefix("application/xml"), "\(again)")
      #expect(
        again.body.contains("<Code>ContainerAlreadyExists</Code>") && again.body.contains("<Message>"), "\(again)")
      #expect(try await client.storage("DELETE", "/job1", container).status == 202)
      #expect(try await client.storage("DELETE", "/job1", container).status == 404)
    }
  }

  @Test("lists tell of every container and blob what the client's tables need")
  func lists() async throws {
    try await run { server, client in
      for name in ["job1", "job2"] { #expect(try await client.storage("PUT", "/\(name)", container).status == 201) }
      let type = "application/octet-stream"
      #expect(try await client.storage("PUT", "/job1/results/1-result.rds", body: "x", type: type).status == 201)
      let containers = try await client.storage("GET", "/", [("comp", "list"), ("prefix", "")])
      #expect(containers.contentType.hasPrefix("application/xml"))
      #expect(containers.body.components(separatedBy: "<PublicAccess").count == 3, "\(containers)")
      for name in ["<Name>job1</Name>", "<LeaseState>", "<Last-Modified>"] {
        #expect(containers.body.contains(name), "\(containers)")
      }
      let blobs = try await client.storage(
        "GET", "/job1", [("restype", "container"), ("comp", "list"), ("prefix", "results/")])
      for name in [
        "<Name>results/1-result.rds</Name>", "<Content-Length>1</Content-Length>",
        "<Content-Type>application/octet-stream</Content-Type>", "<LeaseState>", "<Last-Modified>",
      ] {
        #expect(blobs.body.contains(name), "\(blobs)")
      }
    }
  }

  @Test("blobs are written whole and in blocks with crooked ids, and read with the key")
  func blobs() async throws {
    try await run { server, client in
      #expect(try await client.storage("PUT", "/job1", container).status == 201)
      let put = try await client.storage("PUT", "/job1/worker.R", body: "cat(1)\n", type: "text/plain")
      #expect(put.status == 201, "\(put)")
      let read = try await client.storage("GET", "/job1/worker.R")
      #expect(read.status == 200 && read.body == "cat(1)\n" && read.contentType.hasPrefix("text/plain"), "\(read)")
      // Ids are digits filled with zeros to eight: 00000000, 10000000.
      for (id, text) in [("00000000", "first "), ("10000000", "second")] {
        let block = try await client.storage(
          "PUT", "/job1/big.rds", [("blockid", id), ("comp", "block")], body: text, type: "application/octet-stream")
        #expect(block.status == 201, "\(block)")
      }
      let list =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList><Latest>00000000</Latest><Latest>10000000</Latest></BlockList>"
      let listed = try await client.storage(
        "PUT", "/job1/big.rds", [("comp", "blocklist")], body: list, type: "text/xml")
      #expect(listed.status == 201, "\(listed)")
      #expect(try await client.storage("GET", "/job1/big.rds").body == "first second")
      let missing = try await client.storage("GET", "/job1/nothing.rds")
      #expect(missing.status == 404 && missing.contentType.hasPrefix("application/xml"), "\(missing)")
    }
  }

  @Test("a container's signature with letters in any order and odd minutes opens its blobs without a key")
  func signatures() async throws {
    try await run { server, client in
      #expect(try await client.storage("PUT", "/job1", container).status == 201)
      let all = client.signature(container: "job1", permissions: "rwcl")
      let written = try await client.signed("PUT", "/job1/results/1-result.rds", signature: all, body: "value")
      #expect(written.status == 201, "\(written)")
      let reading = client.signature(container: "job1", permissions: "r")
      let read = try await client.signed("GET", "/job1/results/1-result.rds", signature: reading)
      #expect(read.status == 200 && read.body == "value", "\(read)")
      let writing = client.signature(container: "job1", permissions: "w")
      let refused = try await client.signed("GET", "/job1/results/1-result.rds", signature: writing)
      #expect(refused.status == 403 && refused.contentType.hasPrefix("application/xml"), "\(refused)")
    }
  }

  @Test("a length in scientific notation is refused at once")
  func scientificLength() async throws {
    try await run { server, client in
      let text = try await server.exchange(
        raw: "PUT /job1/big.rds HTTP/1.1\r\nHost: local.blob.localhost:\(server.port)\r\nx-ms-version: 2016-05-31\r\n"
          + "Content-Length: 1e+05\r\n\r\n", patience: 10)
      #expect(text.hasPrefix("HTTP/1.1 400"), "\(text)")
    }
  }
}
