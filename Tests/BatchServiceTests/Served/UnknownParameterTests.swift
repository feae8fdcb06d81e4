import AzureClient
import AzureWire
import BatchService
import Testing

/// What a request says that an operation does not know: nothing of the
/// request is done then.
@Suite("Parameters that are not understood")
struct UnknownParameterTests {
  private static let blockBlob = ("x-ms-blob-type", "BlockBlob")

  private func run(_ body: (TestServer) async throws -> Void) async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("results")
      try await server.blobs.put(container: "results", blob: "b", bytes: Array("kept".utf8))
      try await body(server)
    }
  }

  struct Request: Sendable, CustomTestStringConvertible {
    var method: String
    var query = ""
    var headers: [(String, String)] = []
    var name: String
    var testDescription: String { "\(method) \(name)" }
  }

  private static let requests: [Request] = [
    Request(method: "DELETE", query: "?snapshot=2020-01-01T00:00:00.0000000Z", name: "snapshot"),
    Request(method: "DELETE", query: "?versionid=2020-01-01T00:00:00.0000000Z", name: "versionid"),
    Request(method: "DELETE", query: "?deletetype=permanent", name: "deletetype"),
    Request(method: "DELETE", headers: [("x-ms-delete-snapshots", "only")], name: "x-ms-delete-snapshots"),
    Request(method: "DELETE", headers: [("x-ms-lease-id", "a")], name: "x-ms-lease-id"),
    Request(method: "DELETE", headers: [("x-ms-if-tags", "a='b'")], name: "x-ms-if-tags"),
    Request(method: "DELETE", query: "?comp=nonsense", name: "comp=nonsense"),
    Request(method: "GET", query: "?snapshot=2020-01-01T00:00:00.0000000Z", name: "snapshot"),
    Request(method: "HEAD", query: "?versionid=2020-01-01T00:00:00.0000000Z", name: "versionid"),
    Request(method: "GET", headers: [("x-ms-encryption-key", "a2V5")], name: "x-ms-encryption-key"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-lease-id", "a")], name: "x-ms-lease-id"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-access-tier", "Cool")], name: "x-ms-access-tier"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-tags", "a=b")], name: "x-ms-tags"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-source-if-match", "a")], name: "x-ms-source-if-match"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-legal-hold", "true")], name: "x-ms-legal-hold"),
    Request(method: "PUT", headers: [blockBlob, ("content-range", "bytes 0-1/4")], name: "content-range"),
    Request(method: "PUT", headers: [blockBlob, ("x-ms-invented", "1")], name: "x-ms-invented"),
    Request(method: "PUT", query: "?comp=lease", headers: [("x-ms-lease-action", "acquire")], name: "comp=lease"),
    Request(method: "PUT", query: "?comp=snapshot", name: "comp=snapshot"),
    Request(method: "PUT", query: "?comp=tier", headers: [("x-ms-access-tier", "Hot")], name: "comp=tier"),
    Request(method: "PUT", query: "?comp=tags", name: "comp=tags"),
    Request(method: "PUT", query: "?comp=appendblock", name: "comp=appendblock"),
    Request(
      method: "PUT", query: "?comp=metadata", headers: [("x-ms-encryption-scope", "a")], name: "x-ms-encryption-scope"),
  ]

  @Test(
    "an operation on a blob that says more than is known here is refused with its name, and does nothing",
    arguments: requests)
  func refused(request: Request) async throws {
    try await run { server in
      let body = request.method == "PUT" ? "new" : nil
      let answer = try await server.send(
        request.method, "/local/results/b\(request.query)", headers: request.headers, body: body)
      #expect(answer.status == 501 && answer.header("x-ms-error-code") == "NotImplemented")
      #expect(request.method == "HEAD" || answer.body.contains(request.name), "\(answer.body)")
      #expect(try await server.send("GET", "/local/results/b").body == "kept")
      #expect(try server.blobFiles().count == 1)
    }
  }

  @Test("what asks for nothing but what happens anyway is no hindrance")
  func harmless() async throws {
    try await run { server in
      let put = try await server.send(
        "PUT", "/local/results/b?timeout=30",
        headers: [Self.blockBlob, ("x-ms-access-tier", "Hot"), ("x-ms-client-request-id", "1")], body: "x")
      #expect(put.status == 201)
      for words in ["metadata,snapshots", "tags,versions,deleted"] {
        let list = try await server.send("GET", "/local/results?restype=container&comp=list&include=\(words)")
        #expect(list.status == 200, "\(words)")
      }
      let waiting = try await server.send(
        "GET", "/local/results?restype=container&comp=list&include=uncommittedblobs")
      #expect(waiting.status == 501)
      let deleted = try await server.send("DELETE", "/local/results/b", headers: [("x-ms-delete-snapshots", "include")])
      #expect(deleted.status == 202)
    }
  }

  @Test("a container is not deleted by a request for a blob, nor in another version than was asked for")
  func containers() async throws {
    try await run { server in
      for method in ["DELETE", "PUT", "GET"] {
        let answer = try await server.send(method, "/local/results", body: method == "PUT" ? "" : nil)
        #expect(answer.status == 400 && answer.header("x-ms-error-code") == "MissingRequiredQueryParameter")
      }
      let old = ("if-unmodified-since", "Mon, 01 Jan 2024 00:00:00 GMT")
      let stale = try await server.send("DELETE", "/local/results?restype=container", headers: [old])
      #expect(stale.status == 412 && stale.header("x-ms-error-code") == "ConditionNotMet")
      let tagged = try await server.send("DELETE", "/local/results?restype=container", headers: [("if-match", "a")])
      #expect(tagged.status == 400 && tagged.header("x-ms-error-code") == "ConditionHeadersNotSupported")
      let future = ("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")
      let unchanged = try await server.send(
        "PUT", "/local/results?restype=container&comp=metadata", headers: [future, ("x-ms-meta-a", "1")], body: "")
      #expect(unchanged.status == 412)
      let open = try await server.send(
        "PUT", "/local/open?restype=container", headers: [("x-ms-blob-public-access", "blob")], body: "")
      #expect(open.status == 501)
      #expect(try await server.blobs.containers().all().map(\.name) == ["results"])
      #expect(try await server.send("GET", "/local/results/b").body == "kept")
    }
  }

  @Test("a condition that cannot be read is an error and not no condition")
  func unreadable() async throws {
    try await run { server in
      for name in ["if-unmodified-since", "if-modified-since"] {
        let answer = try await server.send("DELETE", "/local/results/b", headers: [(name, "yesterday")])
        #expect(answer.status == 400 && answer.header("x-ms-error-code") == "InvalidHeaderValue")
      }
      #expect(try await server.send("GET", "/local/results/b").body == "kept")
    }
  }

  @Test("an unknown parameter of a Batch operation is refused by Azure's codes, and nothing is done")
  func batch() async throws {
    try await run { server in
      try await server.addJob()
      for query in ["force=true&cascade=true", "recursive=true", "$filter=id%20eq%20'x'", "maxresults=1"] {
        let answer = try await server.call("DELETE", "/jobs/job1?\(query)")
        #expect(answer.status == 400 && answer.error?.code == "UnsupportedQueryParameter", "\(query): \(answer.body)")
      }
      for header in ["if-match", "ocp-range", "ocp-invented"] {
        let answer = try await server.send(
          "GET", "/jobs?api-version=2025-06-01", headers: [(header, "bytes=0-1")])
        #expect(answer.status == 400 && answer.error?.code == "UnsupportedHeader", "\(header): \(answer.body)")
        #expect(answer.error?.values?.contains { $0.value?.lowercased() == header } == true)
      }
      #expect(try await server.call("GET", "/jobs/job1?$filter=").status == 200)
    }
  }
}
