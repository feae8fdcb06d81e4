import AzureClient
import AzureWire
import BatchService
import FaultTesting
import Testing

/// Blobs whose bytes the service fetches: from itself, and from elsewhere.
@Suite("Copies of blobs")
struct CopyTests {
  private static let blockBlob = ("x-ms-blob-type", "BlockBlob")
  private static let properties = [
    ("x-ms-blob-content-type", "text/csv"), ("x-ms-blob-content-language", "de"), ("x-ms-meta-origin", "here"),
  ]

  private func run(
    copyPatience: Duration = .seconds(60), _ body: (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(copyPatience: copyPatience) { server in
      try await server.blobs.createContainer("results")
      let made = try await server.send(
        "PUT", "/local/results/source", headers: [Self.blockBlob] + Self.properties, body: "0123456789")
      #expect(made.status == 201)
      try await server.blobs.put(container: "results", blob: "b", bytes: Array("kept".utf8))
      try await body(server)
    }
  }

  private func sourceURL(_ server: TestServer, _ name: String = "source") -> String {
    server.blobs.blobURL(container: "results", blob: name, permissions: "r", validFor: .seconds(60)).reveal()
  }

  private func put(
    _ server: TestServer, _ url: String, _ headers: [(String, String)] = [], query: String = "",
    proof: TestServer.Proof = .key
  ) async throws -> TestServer.Answer {
    try await server.send(
      "PUT", "/local/results/b\(query)", headers: [("x-ms-copy-source", url)] + headers, body: "", proof: proof)
  }

  private func content(_ server: TestServer, _ name: String = "b") async throws -> String {
    try await server.send("GET", "/local/results/\(name)").body
  }

  @Test("Put Blob From URL takes bytes, properties and metadata of the source, unless others are given")
  func putBlob() async throws {
    try await run { server in
      let url = sourceURL(server)
      #expect(try await put(server, url, [Self.blockBlob]).status == 201)
      #expect(try await content(server) == "0123456789")
      var head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("content-type") == "text/csv" && head.header("content-language") == "de")
      #expect(head.header("x-ms-meta-origin") == "here" && head.header("x-ms-copy-id") == nil)
      let own = [Self.blockBlob, ("x-ms-blob-content-type", "text/plain"), ("x-ms-meta-a", "1")]
      #expect(try await put(server, url, own).status == 201)
      head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("content-type") == "text/plain" && head.header("content-language") == "de")
      #expect(head.header("x-ms-meta-a") == "1" && head.header("x-ms-meta-origin") == nil)
      #expect(
        try await put(server, url, [Self.blockBlob, ("x-ms-copy-source-blob-properties", "false")]).status == 201)
      head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("content-type") == "application/octet-stream" && head.header("content-language") == nil)
    }
  }

  @Test("Put Block From URL stages the range that is asked for")
  func putBlock() async throws {
    try await run { server in
      let url = sourceURL(server)
      let block = "?comp=block&blockid=YQ%3D%3D"
      let staged = try await put(server, url, [("x-ms-source-range", "bytes=2-4")], query: block)
      #expect(staged.status == 201)
      let list = "<BlockList><Latest>YQ==</Latest></BlockList>"
      #expect(try await server.send("PUT", "/local/results/b?comp=blocklist", body: list).status == 201)
      #expect(try await content(server) == "234")
      let beyond = try await put(server, url, [("x-ms-source-range", "bytes=10-")], query: block)
      #expect(beyond.status == 416 && beyond.header("x-ms-error-code") == "InvalidRange")
      let wrong = try await put(server, url, [("x-ms-source-content-crc64", "AAAAAAAAAAA=")], query: block)
      #expect(wrong.status == 400 && wrong.header("x-ms-error-code") == "Crc64Mismatch")
    }
  }

  @Test("Copy Blob has ended when it is answered, is told by the blob and its list, and cannot be aborted")
  func copyBlob() async throws {
    try await run { server in
      let answer = try await put(server, sourceURL(server))
      let id = try #require(answer.header("x-ms-copy-id"))
      #expect(answer.status == 202 && answer.header("x-ms-copy-status") == "success")
      let head = try await server.send("HEAD", "/local/results/b")
      #expect(head.header("x-ms-copy-id") == id && head.header("x-ms-copy-progress") == "10/10")
      #expect(head.header("x-ms-copy-source") == "\(server.endpoint)/local/results/source")
      #expect(head.header("content-type") == "text/csv" && head.header("x-ms-meta-origin") == "here")
      let list = try await server.send("GET", "/local/results?restype=container&comp=list&include=copy&prefix=b")
      #expect(list.body.contains("<CopyId>\(id)</CopyId>") && !list.body.contains("sig="))
      let abort = try await server.send(
        "PUT", "/local/results/b?comp=copy&copyid=\(id)", headers: [("x-ms-copy-action", "abort")], body: "")
      #expect(abort.status == 409 && abort.header("x-ms-error-code") == "NoPendingCopyOperation")
      try await server.blobs.put(container: "results", blob: "b", bytes: [1])
      #expect(try await server.send("HEAD", "/local/results/b").header("x-ms-copy-id") == nil)
    }
  }

  @Test("a copy keeps the blocks of its source, and a blob can be copied over itself")
  func blocks() async throws {
    try await run { server in
      for (id, text) in [("YQ%3D%3D", "one "), ("Yg%3D%3D", "two")] {
        _ = try await server.send("PUT", "/local/results/parts?comp=block&blockid=\(id)", body: text)
      }
      let list = "<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>"
      _ = try await server.send("PUT", "/local/results/parts?comp=blocklist", body: list)
      #expect(try await put(server, "\(server.endpoint)/local/results/parts").status == 202)
      #expect(try await content(server) == "one two")
      let blocks = try await server.send("GET", "/local/results/b?comp=blocklist")
      #expect(blocks.body.contains("<Name>YQ==</Name>") && blocks.body.contains("<Name>Yg==</Name>"))
      #expect(try await put(server, "\(server.endpoint)/local/results/b", [("x-ms-meta-a", "1")]).status == 202)
      #expect(try await content(server) == "one two")
    }
  }

  @Test("a blob of the account is read with its key by Copy Blob alone, under each of the service's names")
  func keys() async throws {
    try await run { server in
      for host in ["127.0.0.1", "localhost"] {
        #expect(try await put(server, "http://\(host):\(server.port)/local/results/source").status == 202, "\(host)")
      }
      let hosted = "http://local.blob.localhost:\(server.port)/results/source"
      #expect(try await put(server, hosted).status == 202)
      try await server.blobs.put(container: "results", blob: "b", bytes: Array("kept".utf8))
      let plain = "\(server.endpoint)/local/results/source"
      for headers in [[Self.blockBlob], [("x-ms-requires-sync", "true")]] {
        let answer = try await put(server, plain, headers)
        #expect(answer.status == 401 && answer.header("x-ms-error-code") == "CannotVerifyCopySource")
      }
      let writer = server.blobs.containerURL("results", permissions: "w", validFor: .seconds(60)).reveal()
      let query = writer.split(separator: "?")[1]
      let signed = try await put(server, plain, query: "?\(query)", proof: .none)
      #expect(signed.status == 401)
      #expect(try await content(server) == "kept")
    }
  }

  @Test("a source that is not there, not readable, or not an address leaves the blob as it was")
  func missing() async throws {
    try await run { server in
      let cases = [
        (sourceURL(server, "none"), 404, "CannotVerifyCopySource"),
        (sourceURL(server).replacing("sig=", with: "sig=x"), 403, "CannotVerifyCopySource"),
        (sourceURL(server) + "&snapshot=2020-01-01T00:00:00.0000000Z", 501, "CannotVerifyCopySource"),
        ("http://127.0.0.1:1/nobody", 500, "CannotVerifyCopySource"),
        ("\(server.endpoint)/jobs?api-version=2025-06-01", 404, "CannotVerifyCopySource"),
        ("ftp://127.0.0.1/x", 400, "InvalidHeaderValue"), ("/local/results/source", 400, "InvalidHeaderValue"),
        ("http://user@127.0.0.1/x", 400, "InvalidHeaderValue"), ("", 400, "InvalidHeaderValue"),
      ]
      for (url, status, code) in cases {
        for headers in [[], [Self.blockBlob], [("x-ms-requires-sync", "true")]] {
          let answer = try await put(server, url, headers)
          #expect(
            answer.status == status && answer.header("x-ms-error-code") == code, "\(url) \(headers): \(answer)")
          #expect(!answer.body.contains("sig="), "\(answer.body)")
        }
        let block = try await put(server, url, query: "?comp=block&blockid=YQ%3D%3D")
        #expect(block.status == status, "\(url): \(block)")
      }
      #expect(try await content(server) == "kept")
      #expect(try server.blobFiles().count == 2)
    }
  }

  @Test("conditions on the source and on the destination, and the source's checksum, are looked at first")
  func conditions() async throws {
    try await run { server in
      let url = sourceURL(server)
      let past = "Mon, 01 Jan 1990 00:00:00 GMT"
      let future = "Fri, 01 Jan 2100 00:00:00 GMT"
      let unmet = [
        ("x-ms-source-if-match", "\"0x0\"", "SourceConditionNotMet"),
        ("x-ms-source-if-none-match", "*", "SourceConditionNotMet"),
        ("x-ms-source-if-modified-since", future, "SourceConditionNotMet"),
        ("x-ms-source-if-unmodified-since", past, "SourceConditionNotMet"),
        ("if-match", "\"0x0\"", "ConditionNotMet"), ("if-unmodified-since", past, "ConditionNotMet"),
        ("if-none-match", "*", "BlobAlreadyExists"),
        ("x-ms-source-content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", "Md5Mismatch"),
      ]
      for (name, value, code) in unmet {
        for headers in [[], [Self.blockBlob], [("x-ms-requires-sync", "true")]] {
          let answer = try await put(server, url, headers + [(name, value)])
          #expect(answer.header("x-ms-error-code") == code, "\(name): \(answer)")
        }
      }
      #expect(try await content(server) == "kept")
      let eTag = try #require(try await server.send("HEAD", "/local/results/source").header("etag"))
      #expect(try await put(server, url, [("x-ms-source-if-match", eTag)]).status == 202)
    }
  }

  @Test("what any other address answers is copied with its headers, and nothing of what breaks off or fails")
  func outside() async throws {
    try await run { server in
      try await ScriptedServer.run(
        service: nil, credential: TestServer.credential,
        script: { request in
          switch request.uri {
          case "/good", "/elsewhere":
            .answer(
              200, headers: [("Content-Type", "text/csv"), ("ETag", "\"1\""), ("x-ms-meta-a", "b")], body: "a,b\n")
          case "/moved": .answer(302, headers: [("Location", "/elsewhere")])
          case "/away": .answer(302, headers: [("Location", "https://127.0.0.1/x")])
          case "/round": .answer(302, headers: [("Location", "/round")])
          case "/cut": .cut(200, body: "0123456789", after: 4)
          case "/refused": .answer(403)
          case "/broken": .answer(503)
          default: .answer(404)
          }
        }
      ) { other in
        let root = "http://127.0.0.1:\(other.port)"
        for (path, status) in [
          ("/cut", 500), ("/refused", 403), ("/broken", 500), ("/none", 404), ("/away", 400), ("/round", 400),
        ] {
          let answer = try await put(server, root + path, [Self.blockBlob])
          #expect(answer.status == status && answer.header("x-ms-error-code") == "CannotVerifyCopySource", "\(answer)")
        }
        #expect(try await content(server) == "kept")
        let timed = try await put(
          server, root + "/good", [("x-ms-source-if-modified-since", "Mon, 01 Jan 1990 00:00:00 GMT")])
        #expect(timed.header("x-ms-error-code") == "SourceConditionNotMet")
        for path in ["/good", "/moved"] {
          #expect(try await put(server, root + path, [("x-ms-source-if-match", "\"1\"")]).status == 202, "\(path)")
          let head = try await server.send("GET", "/local/results/b")
          #expect(
            head.body == "a,b\n" && head.header("content-type") == "text/csv" && head.header("x-ms-meta-a") == "b")
        }
        let part = try await put(
          server, root + "/good", [("x-ms-source-range", "bytes=2-2")], query: "?comp=block&blockid=YQ%3D%3D")
        #expect(part.status == 201)
        let list = "<BlockList><Latest>YQ==</Latest></BlockList>"
        #expect(try await server.send("PUT", "/local/results/b?comp=blocklist", body: list).status == 201)
        #expect(try await content(server) == "b")
        #expect(try server.blobFiles().count == 2)
      }
    }
  }

  @Test("a source that says nothing is given up when the time is over", arguments: [true, false])
  func silence(atOnce: Bool) async throws {
    try await run(copyPatience: .milliseconds(300)) { server in
      try await ScriptedServer.run(
        service: nil, credential: TestServer.credential,
        script: { _ in atOnce ? .silence : .stall(200, body: "0123456789", after: 4) }
      ) { other in
        let answer = try await put(server, "http://127.0.0.1:\(other.port)/x", [Self.blockBlob])
        #expect(answer.status == 500 && answer.header("x-ms-error-code") == "CannotVerifyCopySource")
        #expect(try await content(server) == "kept")
        #expect(try server.blobFiles().count == 2)
      }
    }
  }
}
