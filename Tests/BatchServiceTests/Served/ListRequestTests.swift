import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Requests for lists")
struct ListRequestTests {
  @Test("a list of 2,500 tasks comes in pages, each task once, in the order of ids")
  func pages() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      try await server.addTasks(1...2500)
      var pages = 0
      var ids: [String] = []
      var target: String? = "/jobs/job1/tasks?api-version=2025-06-01&$select=id"
      while let next = target {
        let page = try #require(try await server.send("GET", next).json)
        guard case .array(let tasks)? = page["value"] else { break }
        pages += 1
        for task in tasks { if case .string(let id)? = task["id"] { ids.append(id) } }
        guard case .string(let link)? = page["odata.nextLink"] else { break }
        #expect(link.hasPrefix(server.endpoint + "/jobs/job1/tasks?api-version=2025-06-01&$select=id&$skiptoken="))
        target = String(link.dropFirst(server.endpoint.count))
      }
      #expect(pages == 3 && ids.count == 2500)
      #expect(ids == (1...2500).map(String.init).sorted())
      #expect(try await server.batch.tasks(job: "job1").all().count == 2500)
    }
  }

  @Test("a page holds as many as were asked for")
  func maxResults() async throws {
    try await TestServer.run { server in
      for id in ["c", "a", "B"] { try await server.addJob(id) }
      let page = try await server.call("GET", "/jobs?maxresults=2&$select=id")
      #expect(page.json?["value"] == [["id": "a"], ["id": "B"]])
      guard case .string(let link)? = page.json?["odata.nextLink"] else {
        Issue.record("the page does not go on")
        return
      }
      let rest = try await server.send("GET", String(link.dropFirst(server.endpoint.count)))
      #expect(rest.json?["value"] == [["id": "c"]] && rest.json?["odata.nextLink"] == nil)
      let wrong = try await server.call("GET", "/jobs?maxresults=0")
      #expect(wrong.status == 400 && wrong.error?.code == "InvalidQueryParameterValue")
      #expect(wrong.error?.values?.map(\.value) == ["maxresults", "0", "MaxResults cannot be less than 1"])
    }
  }

  @Test("tasks are filtered by state and result; one that has no result has not failed")
  func filter() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      try await server.addTasks(1...3)
      try await server.batch.terminateTask(job: "job1", task: "2")
      let ids = { filter in
        try await server.batch.tasks(job: "job1", filter: filter, select: ["id"]).all().map(\.id)
      }
      #expect(try await ids("state eq 'completed'") == ["2"])
      #expect(try await ids("executionInfo/result eq 'Failure'") == ["2"])
      #expect(try await ids("executionInfo/exitCode ne 0").isEmpty)
      #expect(try await ids("startswith(id,'3') or id eq '1'") == ["1", "3"])
      let wrong = try await azureError { try await ids("colour eq 'red'") }
      #expect(wrong?.status == 400)
      #expect(try await server.batch.jobs(filter: "state eq 'completed'").all().isEmpty)
      #expect(try await server.batch.jobs(filter: "executionInfo/poolId eq 'LOCAL'").all().count == 1)
    }
  }

  @Test("a selection answers the members it names, those of the description too")
  func select() async throws {
    try await TestServer.run { server in
      try await server.addJob { $0.displayName = "name" }
      let job = try await server.call("GET", "/jobs/job1?$select=state,%20displayName,nonsense")
      #expect(
        job.json == [
          "odata.metadata": .string("\(server.endpoint)/$metadata#jobs/@Element"), "state": "active",
          "displayName": "name",
        ])
    }
  }

  @Test("pools and nodes are listed")
  func pools() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      #expect(try await server.batch.pools().all().map(\.id) == ["local"])
      #expect(try await server.batch.pool("LOCAL").id == "local")
      #expect(try await server.batch.nodes(pool: "local").all().map(\.id) == ["node1"])
      try await expectAzure("PoolNotFound") { try await server.batch.pool("none") }
      try await expectAzure("PoolNotFound") { try await server.batch.nodes(pool: "none").all() }
      #expect(try await server.call("GET", "/pools/local/nodes/node1").json?["state"] == "creating")
      #expect(try await server.call("GET", "/pools/local/nodes/none").error?.code == "NodeNotFound")
      #expect(try await server.call("HEAD", "/pools/local").status == 200)
      #expect(try await server.call("HEAD", "/pools/none").status == 404)
    }
  }
}
