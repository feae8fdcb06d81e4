import AsyncHTTPClient
import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

@Suite("Shared access signatures")
struct SignatureTests {
  private func run(_ body: (TestServer) async throws -> Void) async throws {
    try await TestServer.run { server in
      for name in ["results", "other"] {
        try await server.blobs.createContainer(name)
        try await server.blobs.put(container: name, blob: "dir/b", bytes: Array("text".utf8))
      }
      try await body(server)
    }
  }

  /// Path and query of a blob with a container's signature.
  private func target(
    _ server: TestServer, _ container: String = "results", permissions: String, validFor: Duration = .seconds(60),
    blob: String = "/dir/b", extra: String = ""
  ) -> String {
    let url = server.blobs.containerURL(container, permissions: permissions, validFor: validFor).reveal()
    let query = url.split(separator: "?", maxSplits: 1)[1]
    return "/local/results\(blob)?\(extra)\(query)"
  }

  @Test("a signature opens what it grants, without a key")
  func granted() async throws {
    try await run { server in
      let read = try await server.send("GET", target(server, permissions: "r"), proof: .none)
      #expect(read.status == 200 && read.body == "text")
      let list = try await server.send(
        "GET", target(server, permissions: "rl", blob: "", extra: "restype=container&comp=list&"), proof: .none)
      #expect(list.status == 200 && list.body.contains("<Name>dir/b</Name>"))
      let write = try await server.send(
        "PUT", target(server, permissions: "w", blob: "/new"), headers: [("x-ms-blob-type", "BlockBlob")], body: "x",
        proof: .none)
      #expect(write.status == 201)
      let url = server.blobs.blobURL(container: "results", blob: "dir/b", permissions: "r", validFor: .seconds(60))
      let one = String(url.reveal().dropFirst(server.endpoint.count))
      #expect(try await server.send("GET", one, proof: .none).status == 200)
      #expect(try await server.send("GET", one.replacing("dir/b", with: "new"), proof: .none).status == 403)
    }
  }

  @Test("a signature that has run out is still good for a node, and for nobody who only says so")
  func outlived() async throws {
    try await run { server in
      let old = target(server, permissions: "rw", validFor: .seconds(-3600))
      let token = TestServer.credential.sign("node node1")
      let wrong = TestServer.wrongCredential.sign("node node1")
      let written = target(server, permissions: "w", validFor: .seconds(-3600))
      var statuses: [Int] = []
      for (target, node, token) in [
        (old, "node1", token), (old, "node2", token), (old, "node1", ""), (old, "node1", wrong),
        // The node's word opens nothing that nobody has signed.
        (old.replacing("sp=rw", with: "sp=rwd"), "node1", token), ("/local/results/dir/b", "node1", token),
        (written, "node1", token),
      ] {
        let headers = [(NodeProtocol.nodeHeader, node), (NodeProtocol.nodeTokenHeader, token)]
        statuses.append(try await server.send("GET", target, headers: headers, proof: .none).status)
      }
      #expect(statuses == [200, 403, 403, 403, 403, 403, 403])
    }
  }

  @Test("nothing else is opened: no other permission, container, time or words")
  func refused() async throws {
    try await run { server in
      func code(_ method: String, _ target: String, _ body: String? = nil) async throws -> String? {
        let answer = try await server.send(
          method, target, headers: [("x-ms-blob-type", "BlockBlob")], body: body, proof: .none)
        #expect(answer.status == 403)
        return answer.header("x-ms-error-code")
      }
      let mismatch = "AuthorizationPermissionMismatch"
      #expect(try await code("PUT", target(server, permissions: "r"), "x") == mismatch)
      #expect(try await code("DELETE", target(server, permissions: "rwl")) == mismatch)
      #expect(try await code("GET", target(server, permissions: "wl")) == mismatch)
      let list = target(server, permissions: "r", blob: "", extra: "restype=container&comp=list&")
      #expect(try await code("GET", list) == mismatch)
      let failed = "AuthenticationFailed"
      #expect(try await code("GET", target(server, permissions: "r", validFor: .seconds(-1))) == failed)
      #expect(try await code("GET", target(server, "other", permissions: "r")) == failed)
      let signed = target(server, permissions: "r")
      #expect(try await code("GET", signed.replacing("sp=r", with: "sp=rw")) == failed)
      #expect(try await code("GET", signed.replacing("sig=", with: "sig=A")) == failed)
      #expect(try await code("GET", signed.replacing("se=20", with: "se=30")) == failed)
      let container = target(server, permissions: "rwdl", blob: "", extra: "restype=container&")
      #expect(try await code("DELETE", container) == mismatch)
      let account = target(server, permissions: "rl", blob: "").replacing("/local/results", with: "/local")
      #expect(try await code("GET", account) == failed)
      let kept = try await server.blobs.download(container: "results", blob: "dir/b")
      #expect(kept == Array("text".utf8))
    }
  }

  @Test("a signature for storage opens nothing of Batch")
  func notForBatch() async throws {
    try await run { server in
      let query = target(server, permissions: "rwdl").split(separator: "?")[1]
      let answer = try await server.send("GET", "/jobs?api-version=2025-06-01&\(query)", proof: .none)
      #expect(answer.status == 403)
    }
  }

  @Test("a signature holds by the protocol, from the address and with the policy that it names, and no other")
  func restrictions() async throws {
    try await run { server in
      func read(_ items: [(String, String)]) async throws -> TestServer.Answer {
        let expiry = server.now.advanced(bySeconds: 60).iso8601Seconds
        let named = ["si", "sip", "spr"].map { name in items.first { $0.0 == name }?.1 ?? "" }
        let overridden = ["rscc", "rscd", "rsce", "rscl", "rsct"].map { name in items.first { $0.0 == name }?.1 ?? "" }
        let text = ["r", "", expiry, "/blob/local/results/dir/b"] + named + ["2020-12-06", "b", "", ""] + overridden
        let query = QueryItems(
          [("sp", "r"), ("se", expiry), ("sv", "2020-12-06"), ("sr", "b")] + items
            + [("sig", TestServer.credential.sign(text.joined(separator: "\n")))])
        return try await server.send("GET", "/local/results/dir/b?\(query.encoded)", proof: .none)
      }
      for good in [("spr", "https,http"), ("sip", "127.0.0.1"), ("sip", "127.0.0.0-127.0.0.9")] {
        #expect(try await read([good]).status == 200, "\(good)")
      }
      for (bad, code) in [
        (("spr", "https"), "AuthorizationProtocolMismatch"), (("sip", "10.0.0.1"), "AuthorizationSourceIPMismatch"),
        (("sip", "10.0.0.1-10.0.0.9"), "AuthorizationSourceIPMismatch"), (("si", "mine"), "AuthenticationFailed"),
      ] {
        let answer = try await read([bad])
        #expect(answer.status == 403 && answer.header("x-ms-error-code") == code, "\(bad): \(answer.body)")
      }
      let typed = try await read([("rsct", "text/csv"), ("rscd", "attachment")])
      #expect(typed.header("content-type") == "text/csv" && typed.header("content-disposition") == "attachment")
    }
  }
}
