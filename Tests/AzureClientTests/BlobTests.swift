import AzureClient
import AzureWire
import FaultTesting
import NIOCore
import Testing

@Suite("Blobs")
struct BlobTests {
  @Test("names are encoded in the path, and the request is signed over it")
  func put() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(201) }) { client, server in
      try await client.put(container: "box", blob: "a b/é%.rds", bytes: Array("hi".utf8), contentType: "text/plain")
      let request = server.requests[0]
      #expect(request.method == "PUT")
      #expect(request.uri == "/local/box/a%20b/%C3%A9%25.rds")
      #expect(request.text == "hi")
      #expect(request.header("x-ms-blob-type") == "BlockBlob")
      #expect(request.header("x-ms-version") == "2021-08-06")
      #expect(request.header("content-type") == "text/plain")
    }
  }

  @Test("a list is followed by its markers, and names that XML cannot carry are decoded")
  func list() async throws {
    let properties = """
      <Properties><Last-Modified>Sun, 01 Mar 2026 12:00:00 GMT</Last-Modified><Etag>0x8D</Etag>\
      <Content-Length>12</Content-Length><Content-Type>text/plain</Content-Type></Properties>
      """
    let script: ScriptedServer.Script = { request in
      let name = request.index == 0 ? "<Name>a &amp; b</Name>" : "<Name Encoded=\"true\">c%01</Name>"
      let marker = request.index == 0 ? "<NextMarker>m/1</NextMarker>" : "<NextMarker />"
      return .answer(
        200,
        body: "\u{FEFF}<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob>\(name)\(properties)</Blob></Blobs>"
          + "\(marker)</EnumerationResults>")
    }
    try await TestAccount.withBlobs(script: script) { client, server in
      let blobs = try await client.blobs(container: "box", prefix: "a/").all()
      #expect(blobs.map(\.name) == ["a & b", "c\u{1}"])
      #expect(blobs[0].properties.size == 12)
      #expect(blobs[0].properties.contentType == "text/plain")
      #expect(blobs[0].properties.eTag == "0x8D")
      #expect(blobs[0].properties.lastModified == Timestamp("2026-03-01T12:00:00Z"))
      #expect(
        server.requests.map(\.uri) == [
          "/local/box?restype=container&comp=list&prefix=a%2F",
          "/local/box?restype=container&comp=list&prefix=a%2F&marker=m%2F1",
        ])
    }
  }

  @Test("the containers of the account are listed at its root")
  func containers() async throws {
    let body =
      "<EnumerationResults><Containers><Container><Name>box</Name></Container></Containers></EnumerationResults>"
    try await TestAccount.withBlobs(script: { _ in .answer(200, body: body) }) { client, server in
      let containers = try await client.containers(prefix: "b").all()
      #expect(containers.map(\.name) == ["box"])
      #expect(server.requests[0].uri == "/local/?comp=list&prefix=b")
    }
  }

  @Test("a download whose connection breaks goes on where it broke, if the blob is the same")
  func resumed() async throws {
    let script: ScriptedServer.Script = { request in
      request.index == 0
        ? .cut(200, headers: [("ETag", "\"1\"")], body: "0123456789", after: 4)
        : .answer(206, headers: [("ETag", "\"1\"")], body: "456789")
    }
    try await TestAccount.withBlobs(script: script) { client, server in
      let bytes = try await client.download(container: "box", blob: "a")
      #expect(String(decoding: bytes, as: UTF8.self) == "0123456789")
      #expect(server.requests[1].header("x-ms-range") == "bytes=4-")
      #expect(server.requests[1].header("if-match") == "\"1\"")
    }
  }

  @Test("a blob that was replaced while it was read is an error, never a mixture")
  func replaced() async throws {
    let script: ScriptedServer.Script = { request in
      request.index == 0
        ? .cut(200, headers: [("ETag", "\"1\"")], body: "0123456789", after: 4)
        : .answer(412, headers: [("x-ms-error-code", "ConditionNotMet")])
    }
    try await TestAccount.withBlobs(script: script) { client, _ in
      let error = try #require(try await azureError { try await client.download(container: "box", blob: "a") })
      #expect(error.kind == .preconditionFailed)
      #expect(
        error.description
          == #"File "a" in storage container "box" has changed meanwhile; read it again and repeat the change."#)
    }
  }

  @Test("a download beyond the limit is refused")
  func limit() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(200, body: "0123456789") }) { client, _ in
      let error = try await azureError { try await client.download(container: "box", blob: "a", maximumBytes: 9) }
      #expect(error?.kind == .tooLarge)
    }
  }

  @Test("an error in XML becomes a sentence")
  func xmlError() async throws {
    let body =
      "<?xml version=\"1.0\"?><Error><Code>ContainerNotFound</Code><Message>No.\nRequestId:1\nTime:2</Message></Error>"
    try await TestAccount.withBlobs(script: { _ in .answer(404, body: body) }) { client, _ in
      let error = try #require(try await azureError { try await client.download(container: "box", blob: "a") })
      #expect(error.isCode("ContainerNotFound"))
      #expect(error.description == #"There is no storage container "box"; list the containers to see which there are."#)
    }
  }

  @Test("whether a container exists is no error")
  func exists() async throws {
    try await TestAccount.withBlobs(script: { .answer($0.index == 0 ? 404 : 200) }) { client, _ in
      let before = try await client.containerExists("box")
      let after = try await client.containerExists("box")
      #expect(!before && after)
    }
  }

  @Test("properties come from the headers")
  func properties() async throws {
    let headers = [("Content-Length", "77"), ("Content-Type", "text/csv"), ("ETag", "\"1\"")]
    try await TestAccount.withBlobs(script: { _ in .answer(200, headers: headers) }) { client, server in
      let properties = try await client.properties(container: "box", blob: "a")
      #expect(properties.size == 77)
      #expect(properties.contentType == "text/csv")
      #expect(server.requests[0].method == "HEAD")
    }
  }

  @Test("a signed URL is one that the account verifies, and does not print")
  func signedURL() async throws {
    try await TestAccount.withBlobs(script: { _ in .answer(200) }) { client, server in
      let secret = client.blobURL(container: "box", blob: "a b", permissions: "r", validFor: .seconds(3600))
      #expect("\(secret)" == "<redacted>")
      let url = secret.reveal()
      #expect(url.hasPrefix("http://127.0.0.1:\(server.port)/local/box/a%20b?sv=2021-08-06&sr=b&"))
      let query = QueryItems(query: url.drop { $0 != "?" }.dropFirst())
      let signature = try #require(SharedAccessSignature(query: query, container: "box", blob: "a b"))
      #expect(signature.isSigned(query["sig"] ?? "", by: TestAccount.credential))
      #expect(signature.isValid(at: ClientEnvironment().now()))
      #expect(!signature.isValid(at: ClientEnvironment().now().advanced(bySeconds: 3700)))
    }
  }
}
