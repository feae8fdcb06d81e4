import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Nonsense")
struct FuzzTests {
  private static let segments = [
    "jobs", "tasks", "files", "pools", "nodes", "local", "node", "job1", "1", "exchange", "replies", "terminate",
    "addtaskcollection", "taskcounts", "..", ".", "%2e%2e", "%00", "%ff", "%", "käse", "a b", "results", "", "*", "**",
    "'", "\"", "%0d%0a", String(repeating: "x", count: 5000), "$metadata",
  ]
  private static let names = [
    "api-version", "$filter", "$select", "$skiptoken", "maxresults", "comp", "restype", "prefix", "marker", "blockid",
    "recursive", "sig", "sv", "sr", "sp", "se", "timeout", "",
  ]
  private static let values = [
    "", "2025-06-01", "id eq 'a'", "list", "container", "block", "blocklist", "-1", "0", "99999999999999999999", "a'b",
    "state eq 'active' and (", "%27", "%zz", "AAAA", "\u{0}", "käse", "true", "c", "r", "exitCode", "id",
    "startswith(id,'a')",
    String(repeating: "(", count: 300), "1e9", "executionInfo/exitCode gt 1", "creationTime lt 2026-01-01",
  ]
  private static let bodies = [
    "", "{}", "[]", "null", "0", "\"x\"", "{", "}", "{\"id\":", "\u{0}", "{\"value\":[]}", "{\"value\":[1]}",
    "{\"value\":{}}",
    "{\"id\":1}", "{\"id\":\"a\",\"commandLine\":null}", "{\"id\":\"x\",\"poolInfo\":{\"poolId\":\"local\"}}",
    "{\"id\":\"2\",\"commandLine\":\"c\",\"dependsOn\":{\"taskIdRanges\":[{\"start\":1,\"end\":9223372036854775807}]}}",
    "{\"id\":\"3\",\"commandLine\":\"c\",\"requiredSlots\":1e300}", "{\"a\":1e999}", "{\"id\":\"\\ud800\"}",
    "{\"priority\":9223372036854775808}", "<BlockList><Latest>", "<a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "{\"runs\":[{\"runID\":\"x\",\"state\":{\"ended\":{}}}],\"preparations\":[],\"removedJobs\":[\"job1\"],\"wantsAnswerNow\":true}",
    "{\"runs\":[],\"preparations\":[],\"removedJobs\":[\"job1\"],\"wantsAnswerNow\":true}",
    String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000), "{\"terminateReason\":5}",
  ]

  @Test("no request makes the service fail or fall", arguments: UInt64(1)...4)
  func requests(seed: UInt64) async throws {
    try await TestServer.run { server in
      try await server.blobs.createContainer("results")
      try await server.addNode()
      try await server.addJob { $0.usesTaskDependencies = true }
      try await server.addTasks([1])
      var chance = SplitMix(state: seed)
      for _ in 0..<150 {
        let (method, target, body, proof) = Self.request(&chance)
        do {
          let answer = try await server.send(
            method, target, headers: [("x-ms-blob-type", "BlockBlob")], body: body, proof: proof)
          #expect(
            answer.status < 500 || answer.status == 501,
            "\(method) \(target.prefix(300)) \(body?.prefix(100) ?? ""): \(answer.body)")
        } catch let error where !(error is AzureError) {
          // The client of the tests cannot send it, or the server has closed the connection on it.
          continue
        }
      }
      #expect(try await server.call("GET", "/jobs?maxresults=1").status == 200)
    }
  }

  private static func request(
    _ chance: inout SplitMix
  ) -> (method: String, target: String, body: String?, proof: TestServer.Proof) {
    func any(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &chance)] }
    let method = any(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
    var target = ""
    for _ in 0...Int.random(in: 0..<6, using: &chance) { target += "/" + any(segments) }
    // Most shall come as far as the database.
    if Bool.random(using: &chance) {
      target = any([
        "/jobs", "/jobs/job1", "/jobs/job1/tasks", "/jobs/job1/addtaskcollection", "/jobs/job1/tasks/1", "/pools",
        "/jobs/job1/taskcounts", "/local/results", "/local/results/a", "/local/", "/node/node1/exchange",
        "/jobs/job1/tasks/1/terminate", "/pools/local/nodes", "/node/node1/replies/x",
      ])
    }
    target += "?api-version=2025-06-01"
    for _ in 0..<Int.random(in: 0..<4, using: &chance) {
      let value = any(values)
      let isRaw = Int.random(in: 0..<4, using: &chance) == 0
      target += "&\(any(names))=\(isRaw ? value : PercentEncoding.encode(value))"
    }
    let proof: TestServer.Proof =
      target.hasPrefix("/node/")
      ? .token(TestServer.nodeToken) : Int.random(in: 0..<10, using: &chance) == 0 ? .none : .key
    return (method, target, method == "GET" || method == "HEAD" ? nil : any(bodies), proof)
  }

  @Test("no bytes make the service fall", arguments: UInt64(1)...3)
  func bytes(seed: UInt64) async throws {
    try await TestServer.run { server in
      var chance = SplitMix(state: seed)
      let starts = [
        "GET / HTTP/1.1\r\n", "POST /jobs HTTP/1.1\r\n", "GET //// HTTP/1.0\r\n", "\r\n\r\n", "GET",
        "PRI * HTTP/2.0\r\n\r\n",
        "GET /jobs HTTP/9.9\r\n", "PUT /local/a/b HTTP/1.1\r\n", "GET http://127.0.0.1/jobs HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\n", "GET ? HTTP/1.1\r\n", "CONNECT x:1 HTTP/1.1\r\n",
      ]
      let fields = [
        "Content-Length: 5\r\n", "Content-Length: -5\r\n", "Content-Length: 99999999999\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Host: x\r\n", "Authorization: SharedKey local:\r\n", "Authorization: SharedKey local:AAAA\r\n",
        "x-ms-version: 1\r\n", "ocp-date: yesterday\r\n", "Expect: 100-continue\r\n", ": \r\n", "\u{0}: x\r\n", "x\r\n",
      ]
      for _ in 0..<30 {
        var text = starts[Int.random(in: 0..<starts.count, using: &chance)]
        for _ in 0..<Int.random(in: 0..<5, using: &chance) {
          text += fields[Int.random(in: 0..<fields.count, using: &chance)]
        }
        text +=
          "Connection: close\r\n\r\n"
          + ["", "hello", "5\r\nhello\r\n0\r\n\r\n", "zz\r\n"][Int.random(in: 0..<4, using: &chance)]
        let answer = try await server.exchange(raw: text)
        #expect(!answer.hasPrefix("HTTP/1.1 5"), "\(text): \(answer)")
      }
      #expect(try await server.call("GET", "/jobs").status == 200)
    }
  }
}
