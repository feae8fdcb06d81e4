import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Lists of many pages")
struct PagingTests {
  @Test("the next link is followed as it stands and signed again")
  func nextLink() async throws {
    let script: ScriptedServer.Script = { request in
      let root = "http://\(request.header("host") ?? "")"
      switch request.index {
      case 0:
        return .answer(
          200,
          body:
            #"{"value":[{"id":"a"},{"id":"b"}],"odata.nextLink":"\#(root)\#(request.uri)&$skiptoken=WATV2:/x$+%2B=1"}"#)
      case 1:
        return .answer(200, body: #"{"value":[],"odata.nextLink":"\#(root)/jobs?api-version=1&$skiptoken=a^b c"}"#)
      default: return .answer(200, body: #"{"value":[{"id":"c"}]}"#)
      }
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let pages = client.jobs(filter: "state eq 'active'", select: ["id", "state"])
      var sizes: [Int] = []
      for try await page in pages { sizes.append(page.count) }
      #expect(sizes == [2, 1])
      let uris = server.requests.map(\.uri)
      #expect(
        uris[0] == "/jobs?api-version=2025-06-01&$filter=state%20eq%20%27active%27&$select=id%2Cstate")
      #expect(uris[1] == uris[0] + "&$skiptoken=WATV2:/x$+%2B=1")
      #expect(uris[2] == "/jobs?api-version=1&$skiptoken=a%5Eb%20c")
    }
  }

  @Test("of the heads of jobs only what they hold is asked for")
  func heads() async throws {
    let body = #"{"value":[{"id":"a","state":"completed","creationTime":"1970-01-01T00:00:01Z"},{"id":"b"}]}"#
    try await TestAccount.withBatch(script: { _ in .answer(200, body: body) }) { client, server in
      let heads = try await client.jobHeads(filter: "state eq 'completed'").all()
      #expect(
        heads == [
          JobHead(id: "a", state: .completed, creationTime: Timestamp(secondsSince1970: 1)), JobHead(id: "b"),
        ])
      #expect(
        server.requests.map(\.uri) == [
          "/jobs?api-version=2025-06-01&$filter=state%20eq%20%27completed%27&$select=id%2Cstate%2CcreationTime"
        ])
    }
  }

  @Test(
    "a link to another host never sees a signature",
    arguments: [
      "http://127.0.0.2:1/jobs", "https://evil.example/jobs", "http://127.0.0.1@evil.example/jobs", "//evil/jobs",
      "jobs",
    ])
  func foreignLink(link: String) async throws {
    let script: ScriptedServer.Script = { _ in
      .answer(200, body: #"{"value":[{"id":"a"}],"odata.nextLink":"\#(link)"}"#)
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let error = try #require(try await azureError { try await client.jobs().all() })
      #expect(error.kind == .protocol)
      #expect(error.isCode("ForeignLink"))
      #expect(server.requests.count == 1)
    }
  }

  @Test("a link that leads to itself ends the list with an error")
  func endless() async throws {
    let script: ScriptedServer.Script = { request in
      let root = "http://\(request.header("host") ?? "")"
      return .answer(200, body: #"{"value":[],"odata.nextLink":"\#(root)/jobs?x=1"}"#)
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let error = try await azureError { try await client.jobs().all() }
      #expect(error?.isCode("EndlessList") == true)
      #expect(server.requests.count == 2)
    }
  }

  @Test("no page is asked for beyond what is wanted")
  func limit() async throws {
    let script: ScriptedServer.Script = { request in
      let root = "http://\(request.header("host") ?? "")"
      return .answer(
        200, body: #"{"value":[{"id":"1"},{"id":"2"}],"odata.nextLink":"\#(root)/jobs?x=\#(request.index)"}"#)
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let jobs = try await client.jobs().all(upTo: 3)
      #expect(jobs.map(\.id) == ["1", "2", "1"])
      #expect(server.requests.count == 2)
    }
  }
}
