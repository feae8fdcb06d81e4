import AzureWire
import Testing

@Suite("A body that is not as long as it may be, or as it says")
struct BodyLengthTests {
  /// The signed head of a request that adds a job.
  private func head(_ server: TestServer, length: Int, _ more: String = "") -> String {
    let version = "api-version=2025-06-01"
    var headers = [("ocp-date", server.now.rfc1123), ("content-length", String(length))]
    let request = SharedKeyRequest(
      service: .batch, method: "POST", path: "/jobs", query: QueryItems(query: version),
      headers: headers.map { (name: $0.0, value: $0.1) })
    headers.append(("authorization", TestServer.credential.authorization(for: request)))
    let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    return "POST /jobs?\(version) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(lines)\(more)\r\n"
  }

  @Test("and is too large is refused after it was read, when the client closes the connection behind it")
  func tooLarge() async throws {
    try await TestServer.run { server in
      let size = 30 << 20
      let head = head(server, length: size, "Connection: close\r\n")
      let answer = try await server.exchange(raw: head + String(repeating: " ", count: size), patience: 30)
      #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.contains("RequestBodyTooLarge"), "\(answer.prefix(400))")
    }
  }

  @Test("and comes with a request that nobody signed is read before the refusal, when the client closes behind it")
  func unsigned() async throws {
    try await TestServer.run { server in
      let size = 30 << 20
      let head = "PUT /local/c/b HTTP/1.1\r\nHost: 127.0.0.1\r\nx-ms-version: 2021-08-06\r\nContent-Length: \(size)\r\n"
      let answer = try await server.exchange(
        raw: head + "Connection: close\r\n\r\n" + String(repeating: " ", count: size), patience: 30)
      #expect(answer.hasPrefix("HTTP/1.1 40"), "\(answer.prefix(400))")
    }
  }

  @Test("and ends too early is the client's fault: 400")
  func tooShort() async throws {
    try await TestServer.run { server in
      let head = head(server, length: 100)
      let answer = try await server.exchange(raw: head + "{ ", patience: 30, endsAfter: true)
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("InvalidInput"), "\(answer.prefix(400))")
    }
  }
}
