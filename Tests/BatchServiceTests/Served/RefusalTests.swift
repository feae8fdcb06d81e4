import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

@Suite("Requests that are refused")
struct RefusalTests {
  @Test("without a key, with a wrong one or an old date, nothing is done")
  func keys() async throws {
    try await TestServer.run { server in
      let body = #"{"id":"j","poolInfo":{"poolId":"local"}}"#
      let proofs: [TestServer.Proof] = [
        .none, .key(TestServer.wrongCredential, Date()), .key(TestServer.credential, Date() - 16 * 60),
        .key(TestServer.credential, Date() + 16 * 60), .token("x"),
      ]
      for proof in proofs {
        // Who comes with a token is told to get another one.
        let status = if case .token = proof { 401 } else { 403 }
        let answer = try await server.call("POST", "/jobs", body: body, proof: proof)
        #expect(answer.status == status && answer.error?.code == "AuthenticationFailed")
        #expect(answer.error?.values?.first?.key == "AuthenticationErrorDetail")
        for (method, target) in [
          ("PUT", "/local/container?restype=container"), ("GET", "/local/?comp=list"),
          ("GET", "/local/c?restype=container&comp=list"), ("PUT", "/local/c/b"), ("DELETE", "/local/c/b"),
        ] {
          let blob = try await server.send(method, target, body: method == "PUT" ? "" : nil, proof: proof)
          #expect(
            blob.status == status && blob.body.contains("<Code>AuthenticationFailed</Code>"), "\(method) \(target)")
        }
        let node = try await server.send("POST", "/node/node1/exchange", body: "{}", proof: proof)
        #expect(node.status == 403)
      }
      #expect(try await server.call("GET", "/jobs/j").status == 404)
      #expect(try await server.blobs.containers().all().isEmpty)
    }
  }

  @Test("a signature fits its own request alone")
  func tampering() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let time = Timestamp(secondsSince1970: Date().timeIntervalSince1970).rfc1123
      let signed = SharedKeyRequest(
        service: .batch, method: "GET", path: "/jobs/job1", query: QueryItems(query: "api-version=2025-06-01"),
        headers: [("ocp-date", time)])
      let headers = [("ocp-date", time), ("authorization", TestServer.credential.authorization(for: signed))]
      func status(_ method: String, _ target: String, _ headers: [(String, String)]) async throws -> Int {
        try await server.send(method, target, headers: headers, proof: .none).status
      }
      #expect(try await status("GET", "/jobs/job1?api-version=2025-06-01", headers) == 200)
      #expect(try await status("DELETE", "/jobs/job1?api-version=2025-06-01", headers) == 403)
      #expect(try await status("GET", "/jobs/job2?api-version=2025-06-01", headers) == 403)
      #expect(try await status("GET", "/jobs/job1?api-version=2025-06-01&a=b", headers) == 403)
      #expect(
        try await status("GET", "/jobs/job1?api-version=2025-06-01", headers + [("ocp-range", "bytes=0-1")]) == 403)
    }
  }

  @Test("an error says its code, when it was and which request it is of")
  func errorBody() async throws {
    try await TestServer.run { server in
      let answer = try await server.send(
        "GET", "/jobs/none?api-version=2025-06-01",
        headers: [("client-request-id", "mine"), ("return-client-request-id", "true")])
      #expect(answer.status == 404 && answer.error?.code == "JobNotFound")
      let id = try #require(answer.header("request-id"))
      let text = try #require(answer.error?.message?.value)
      let lines = text.split(separator: "\n")
      #expect(lines.count == 3 && lines[1] == "RequestId:\(id)" && lines[2].hasPrefix("Time:20"))
      #expect(answer.header("client-request-id") == "mine")
      #expect(answer.header("dataserviceversion") == "3.0")
      #expect(answer.header("content-length") != nil)
      let head = try await server.call("HEAD", "/pools/none")
      #expect(head.status == 404 && head.body.isEmpty)
    }
  }

  @Test("a request says which version it speaks")
  func version() async throws {
    try await TestServer.run { server in
      let answer = try await server.send("GET", "/jobs")
      #expect(answer.status == 400 && answer.error?.code == "MissingRequiredQueryParameter")
      #expect(answer.error?.values?.first?.value == "api-version")
    }
  }

  @Test(
    "a path that is nothing is not found, a verb that does not fit is named",
    arguments: [
      ("GET", "/", 404), ("GET", "/nothing", 404), ("GET", "/jobs/job1/nothing", 404), ("PUT", "/jobs", 405),
      ("POST", "/jobs/job1", 405), ("GET", "/jobs/job1/terminate", 405), ("DELETE", "/pools", 405),
      ("GET", "/jobs/%2e%2e/tasks", 404), ("GET", "/jobs/..%2f..%2fetc", 404), ("GET", "/jobs/job1/tasks/..%5c..", 404),
      ("GET", "/jobs/a%00b", 404), ("GET", "/jobs//tasks", 404), ("GET", "/JOBS", 404),
    ])
  func paths(method: String, path: String, status: Int) async throws {
    try await TestServer.run { server in
      let answer = try await server.call(method, path, body: method == "GET" ? nil : "")
      #expect(answer.status == status, "\(answer.body)")
      let code = status == 405 ? ["UnsupportedHttpVerb"] : ["ResourceNotFound", "JobNotFound", "TaskNotFound"]
      let found = try #require(answer.error?.code)
      #expect(code.contains(found))
    }
  }

  @Test("a path that is no percent-encoding is refused", arguments: ["/jobs/%zz", "/jobs/%ff", "/local/c/%ff", "/%"])
  func undecodable(path: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.exchange(raw: "GET \(path)?api-version=2025-06-01 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 400 "))
    }
  }
}
