import AzureClient
import AzureWire
import BatchService
import Testing

/// Every operation of Storage with every parameter that it has in Azure: the
/// parameter acts, or the request is refused and nothing is done.
@Suite("Parameters of Storage")
struct BlobParameterTests {
  private static let past = "Mon, 01 Jan 1990 00:00:00 GMT"
  private static let future = "Fri, 01 Jan 2100 00:00:00 GMT"

  /// What a parameter is sent with: values that change what comes of a request.
  private static let values: [String: String] = [
    "If-Match": "\"0x0\"", "If-None-Match": "*", "If-Modified-Since": future, "If-Unmodified-Since": past,
    "x-ms-source-if-match": "\"0x0\"", "x-ms-source-if-none-match": "*", "x-ms-source-if-modified-since": future,
    "x-ms-source-if-unmodified-since": past, "x-ms-access-tier-if-modified-since": past,
    "x-ms-access-tier-if-unmodified-since": past, "Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA==",
    "x-ms-content-crc64": "AAAAAAAAAAA=", "x-ms-source-content-md5": "AAAAAAAAAAAAAAAAAAAAAA==",
    "x-ms-source-content-crc64": "AAAAAAAAAAA=", "x-ms-blob-content-md5": "AAAAAAAAAAAAAAAAAAAAAA==",
    "x-ms-range": "bytes=1-2", "x-ms-source-range": "bytes=1-2", "x-ms-range-get-content-md5": "true",
    "x-ms-range-get-content-crc64": "true", "x-ms-delete-snapshots": "only", "x-ms-access-tier": "Cool",
    "x-ms-blob-type": "PageBlob", "x-ms-copy-source": "http://127.0.0.1:1/nobody",
    "x-ms-copy-source-blob-properties": "false", "x-ms-requires-sync": "true", "prefix": "z", "marker": "z",
    "maxresults": "0", "include": "permissions", "delimiter": "/", "blocklisttype": "uncommitted",
    "snapshot": "2020-01-01T00:00:00.0000000Z", "versionid": "2020-01-01T00:00:00.0000000Z",
  ]

  private static let operations =
    StorageOperation.account + StorageOperation.container + StorageOperation.blob + StorageOperation.write

  /// Those that do something here; all others are refused as they are.
  private static let implemented: Set<String> = [
    "List Containers", "Get Account Information", "Get Blob Service Properties", "Create Container",
    "Get Container Properties", "Delete Container", "Set Container Metadata", "Get Container ACL", "List Blobs",
    "Container Account Information", "Get Blob", "Get Blob Properties", "Get Blob Metadata", "Get Block List",
    "Delete Blob", "Set Blob Properties", "Set Blob Metadata", "Blob Account Information", "Put Blob", "Put Block",
    "Put Block List", "Put Blob From URL", "Put Block From URL", "Copy Blob", "Copy Blob From URL",
  ]

  @Test("no parameter of any Storage operation is passed over: it acts, or it is refused and nothing is done")
  func walk() async throws {
    try await TestServer.run { server in
      var number = 0
      func outcome(_ operation: StorageOperation, _ parameter: String?) async throws -> (before: String, Outcome) {
        number += 1
        return try await self.outcome(operation, parameter, in: "walk\(number)", server)
      }
      for operation in Self.operations {
        let (before, plain) = try await outcome(operation, nil)
        let isImplemented = Self.implemented.contains(operation.name)
        #expect((plain.status < 300) == isImplemented, "\(operation.name): \(plain)")
        guard isImplemented else {
          #expect(plain.status >= 400 && plain.state == before, "\(operation.name): \(plain)")
          continue
        }
        for parameter in operation.parameters {
          let (before, answer) = try await outcome(operation, parameter)
          #expect(answer != plain, "\(operation.name) passes over \(parameter)")
          guard answer.status >= 400 else { continue }
          #expect(answer.state == before, "\(operation.name) with \(parameter) is refused, and has done something")
        }
      }
    }
  }

  /// What comes of a request: its answer, and what is there afterwards.
  private struct Outcome: Equatable, CustomStringConvertible {
    var status: Int
    var answer: String
    var state: String
    var description: String { "\(status) \(answer)" }
  }

  private func outcome(
    _ operation: StorageOperation, _ parameter: String?, in container: String, _ server: TestServer
  ) async throws -> (before: String, Outcome) {
    try await fill(container, server)
    let before = try await state(of: container, server)
    let source = server.blobs.blobURL(container: container, blob: "d/source", permissions: "r", validFor: .seconds(600))
    var target = operation.target.replacing("/C", with: "/\(container)")
    var headers = operation.headers.map { ($0.0, $0.1 == "SOURCE" ? source.reveal() : $0.1) }
    if let parameter {
      let value = Self.values[parameter] ?? "probe"
      // Headers have hyphens or begin with a capital letter.
      if parameter.contains("-") {
        headers.removeAll { $0.0 == parameter }
        headers.append((parameter, value))
      } else {
        target += (target.contains("?") ? "&" : "?") + "\(parameter)=\(PercentEncoding.encode(value))"
      }
    }
    let answer = try await server.send(operation.method, target, headers: headers, body: operation.body)
    let shown = answer.headers.filter { !["date", "x-ms-request-id"].contains($0.name) }
      .map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n")
    let outcome = Outcome(
      status: answer.status, answer: steady(shown + answer.body, container),
      state: try await state(of: container, server))
    for name in [container, "\(container)-new"] {
      _ = try await server.send("DELETE", "/local/\(name)?restype=container")
    }
    return (before, outcome)
  }

  private func fill(_ container: String, _ server: TestServer) async throws {
    try await server.blobs.createContainer(container)
    let typed = [("x-ms-blob-type", "BlockBlob"), ("x-ms-blob-content-type", "text/plain")]
    for name in ["b", "d/source"] {
      _ = try await server.send("PUT", "/local/\(container)/\(name)", headers: typed, body: "content")
    }
    // A block that is committed, for lists of blocks to tell.
    _ = try await server.send("PUT", "/local/\(container)/b?comp=block&blockid=Yg%3D%3D", body: "content")
    _ = try await server.send(
      "PUT", "/local/\(container)/b?comp=blocklist", body: "<BlockList><Latest>Yg==</Latest></BlockList>")
  }

  /// Containers, blobs and blocks with their bytes and all that is said of them.
  private func state(of container: String, _ server: TestServer) async throws -> String {
    var parts: [String] = []
    for target in [
      "/local/?comp=list&include=metadata&prefix=\(container)",
      "/local/\(container)?restype=container&comp=list&include=metadata", "/local/\(container)/b",
      "/local/\(container)/b?comp=blocklist&blocklisttype=all",
    ] {
      let answer = try await server.send("GET", target)
      let headers = answer.headers.filter {
        $0.name.hasPrefix("x-ms-meta") || $0.name.hasPrefix("content-") || $0.name == "cache-control"
      }
      parts.append("\(answer.status) \(headers.map { "\($0)" }.sorted()) \(answer.body)")
    }
    return steady(parts.joined(separator: "\n"), container)
  }

  /// Without names, tags, times and ids, which differ each time.
  private func steady(_ text: String, _ container: String) -> String {
    text.replacing(/walk[0-9]+/, with: "C")
      .replacing(/0x[0-9A-F]{8,}/, with: "TAG")
      .replacing(/[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT/, with: "TIME")
      .replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, with: "TIME")
      .replacing(/[0-9a-f]{8}-[0-9a-f-]{27}/, with: "ID")
  }
}
