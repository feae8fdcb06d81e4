import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Requests for pools")
struct PoolRequestTests {
  private static let machine =
    #""vmSize":"Standard_D2_v2","virtualMachineConfiguration":{"imageReference":{"publisher":"debian","offer":"debian-12","sku":"12"},"#
    + #""nodeAgentSKUId":"batch.node.x"}"#

  private func body(_ id: String, _ more: String = "") -> String {
    "{\"id\":\"\(id)\",\(Self.machine)\(more.isEmpty ? "" : "," + more)}"
  }

  private func add(_ server: TestServer, _ id: String, _ more: String = "") async throws {
    let answer = try await server.call("POST", "/pools", body: body(id, more))
    try #require(answer.status == 201, "\(answer.body)")
  }

  @Test("a pool is made with the service's defaults, found, changed and deleted")
  func life() async throws {
    try await TestServer.run { server in
      let made = try await server.call(
        "POST", "/pools",
        body: body(
          "p1", #""metadata":[{"name":"a","value":"b"}],"startTask":{"commandLine":"true"},"targetDedicatedNodes":2"#))
      #expect(made.status == 201 && made.body.isEmpty)
      #expect(made.header("Location") == "\(server.endpoint)/pools/p1")
      #expect(made.header("DataServiceId") == "\(server.endpoint)/pools/p1")
      let pool = try #require(try await server.call("GET", "/pools/P1").json)
      #expect(pool["id"] == "p1" && pool["state"] == "active" && pool["allocationState"] == "resizing")
      #expect(pool["resizeTimeout"] == "PT15M" && pool["taskSlotsPerNode"] == 1)
      #expect(pool["targetDedicatedNodes"] == 2 && pool["currentDedicatedNodes"] == 0)
      #expect(pool["enableAutoScale"] == false && pool["enableInterNodeCommunication"] == false)
      #expect(pool["taskSchedulingPolicy"]?["nodeFillType"] == "Spread")
      #expect(pool["startTask"]?["waitForSuccess"] == true && pool["startTask"]?["maxTaskRetryCount"] == 0)
      #expect(pool["virtualMachineConfiguration"]?["nodeAgentSKUId"] == "batch.node.x")
      #expect(pool["eTag"].map { $0 == .string(made.header("ETag") ?? "") } == true)
      #expect(pool["resizeErrors"] == nil && pool["stats"] == nil && pool["autoScaleRun"] == nil)
      #expect(try await server.call("HEAD", "/pools/p1").status == 200)
      #expect(try await server.call("HEAD", "/pools/p2").status == 404)
      #expect(try await server.call("POST", "/pools", body: body("p1")).error?.code == "PoolExists")

      let patched = try await server.call("PATCH", "/pools/p1", body: #"{"metadata":[],"displayName":"new"}"#)
      #expect(patched.status == 200 && patched.header("ETag") != made.header("ETag"))
      let replaced = try await server.call(
        "POST", "/pools/p1/updateproperties",
        body: #"{"metadata":[{"name":"c","value":"d"}],"applicationPackageReferences":[]}"#)
      #expect(replaced.status == 204)
      let changed = try #require(try await server.call("GET", "/pools/p1").json)
      #expect(changed["displayName"] == "new" && changed["startTask"] == nil)
      #expect(changed["metadata"] == [["name": "c", "value": "d"]])

      let deleted = try await server.call("DELETE", "/pools/p1")
      #expect(deleted.status == 202 && deleted.header("ETag") == nil)
      #expect(try await server.call("GET", "/pools/p1").error?.code == "PoolNotFound")
    }
  }

  @Test(
    "what Batch refuses is refused with its code",
    arguments: [
      (#"{"vmSize":"a"}"#, "MissingRequiredProperty", "id"), (#"{"id":"p"}"#, "MissingRequiredProperty", "vmSize"),
      (#"{"id":"p","vmSize":"a"}"#, "MissingRequiredProperty", "virtualMachineConfiguration"),
      (#"{"id":"a b",MACHINE}"#, "InvalidPropertyValue", "id"),
      (#"{"id":"p",MACHINE,"resizeTimeout":"PT4M59S"}"#, "InvalidPropertyValue", "resizeTimeout"),
      (#"{"id":"p",MACHINE,"resizeTimeout":"soon"}"#, "InvalidPropertyValue", "resizeTimeout"),
      (#"{"id":"p",MACHINE,"targetDedicatedNodes":-1}"#, "InvalidPropertyValue", "targetDedicatedNodes"),
      (#"{"id":"p",MACHINE,"targetLowPriorityNodes":"x"}"#, "InvalidPropertyValue", "targetLowPriorityNodes"),
      (#"{"id":"p",MACHINE,"taskSlotsPerNode":0}"#, "InvalidPropertyValue", "taskSlotsPerNode"),
      (#"{"id":"p",MACHINE,"taskSlotsPerNode":257}"#, "InvalidPropertyValue", "taskSlotsPerNode"),
      (
        #"{"id":"p",MACHINE,"taskSchedulingPolicy":{"nodeFillType":"pile"}}"#, "InvalidPropertyValue",
        "taskSchedulingPolicy.nodeFillType"
      ),
      (#"{"id":"p",MACHINE,"startTask":{}}"#, "MissingRequiredProperty", "startTask.commandLine"),
      (#"{"id":"p",MACHINE,"startTask":{"commandLine":" "}}"#, "InvalidPropertyValue", "startTask.commandLine"),
      (
        #"{"id":"p",MACHINE,"startTask":{"commandLine":"a","maxTaskRetryCount":-2}}"#, "InvalidPropertyValue",
        "startTask.maxTaskRetryCount"
      ),
      (#"{"id":"p",MACHINE,"metadata":[{"name":"","value":"a"}]}"#, "EmptyMetadataKey", "metadata"),
      (
        #"{"id":"p",MACHINE,"applicationPackageReferences":[{"applicationId":"app"}]}"#,
        "InvalidApplicationPackageReferences", nil
      ),
      (#"{"id":"p",MACHINE,"enableAutoScale":true}"#, "MissingRequiredProperty", "autoScaleFormula"),
      (
        #"{"id":"p",MACHINE,"enableAutoScale":true,"autoScaleFormula":"$x=","targetDedicatedNodes":1}"#,
        "InvalidAutoScalingSettings", nil
      ),
      (#"{"id":"p",MACHINE,"autoScaleFormula":"$x=1"}"#, "InvalidAutoScalingSettings", nil),
      (#"{"id":"p",MACHINE,"enableAutoScale":true,"autoScaleFormula":"$x="}"#, "AutoScalingFormulaSyntaxError", nil),
      (
        #"{"id":"p",MACHINE,"enableAutoScale":true,"autoScaleFormula":"$x=1","autoScaleEvaluationInterval":"PT4M"}"#,
        "InvalidPropertyValue", "autoScaleEvaluationInterval"
      ),
      (
        #"{"id":"p",MACHINE,"enableAutoScale":true,"autoScaleFormula":"$x=1","autoScaleEvaluationInterval":"P8D"}"#,
        "InvalidPropertyValue", "autoScaleEvaluationInterval"
      ),
      ("[]", "InvalidRequestBody", nil), ("{", "InvalidRequestBody", nil),
    ] as [(String, String, String?)])
  func refusals(body: String, code: String, property: String?) async throws {
    try await TestServer.run { server in
      let answer = try await server.call("POST", "/pools", body: body.replacing("MACHINE", with: Self.machine))
      #expect(answer.error?.code == code, "\(answer.body)")
      #expect(answer.status == (code == "InvalidApplicationPackageReferences" ? 409 : 400))
      guard let property else { return }
      #expect(answer.error?.values?.first { $0.key == "PropertyName" }?.value == property, "\(answer.body)")
    }
  }

  @Test("what old versions called otherwise is understood, and answered to them as they know it")
  func oldNames() async throws {
    try await TestServer.run { server in
      let body = """
        {"id":"p","vmSize":"small","cloudServiceConfiguration":{"osFamily":"4"},"targetDedicated":3,"maxTasksPerNode":2,
        "startTask":{"commandLine":"true","resourceFiles":[{"blobSource":"http://a/b","filePath":"b"}]}}
        """
      #expect(try await server.call("POST", "/pools", body: body).status == 201)
      let now = try #require(try await server.call("GET", "/pools/p").json)
      #expect(now["targetDedicatedNodes"] == 3 && now["taskSlotsPerNode"] == 2 && now["targetDedicated"] == nil)
      #expect(now["startTask"]?["resourceFiles"] == [["httpUrl": "http://a/b", "filePath": "b"]])
      let old = try #require(try await server.send("GET", "/pools/p?api-version=2017-01-01.4.0").json)
      #expect(old["targetDedicated"] == 3 && old["currentDedicated"] == 0 && old["maxTasksPerNode"] == 2)
      #expect(old["targetDedicatedNodes"] == nil && old["taskSlotsPerNode"] == nil)
      _ = try await server.call("POST", "/pools/p/stopresize")
      try await server.store.database.write { try $0.execute(sql: "UPDATE pools SET allocationState = 'steady'") }
      #expect(try await server.call("POST", "/pools/p/resize", body: #"{"targetDedicated":5}"#).status == 202)
      #expect(try await server.call("GET", "/pools/p").json?["targetDedicatedNodes"] == 5)
      try await server.addJob()
      let task = """
        {"id":"1","commandLine":"true","resourceFiles":[{"blobSource":"http://a/b","filePath":"b"}],
        "containerSettings":{"imageName":"r","registry":{"username":"u","password":"hidden"}}}
        """
      #expect(try await server.call("POST", "/jobs/job1/tasks", body: task).status == 201)
      let read = try #require(try await server.call("GET", "/jobs/job1/tasks/1").json)
      #expect(read["resourceFiles"] == [["httpUrl": "http://a/b", "filePath": "b"]])
      #expect(read["containerSettings"]?["registry"] == ["username": "u"])
    }
  }

  @Test("passwords, keys and protected settings are neither answered nor kept, in pools and in those of jobs")
  func writeOnlyMembers() async throws {
    try await TestServer.run { server in
      let description = """
        "vmSize":"small","userAccounts":[{"name":"u","password":"hidden",
        "linuxUserConfiguration":{"uid":7,"gid":8,"sshPrivateKey":"hidden"}}],
        "mountConfiguration":[{"azureBlobFileSystemConfiguration":{"accountName":"a","containerName":"c",
        "relativeMountPath":"m","accountKey":"hidden","sasKey":"hidden"}},
        {"azureFileShareConfiguration":{"accountName":"a","azureFileUrl":"https://a/b","relativeMountPath":"n",
        "accountKey":"hidden"}},
        {"cifsMountConfiguration":{"username":"u","source":"s","relativeMountPath":"o","password":"hidden"}}],
        "virtualMachineConfiguration":{"imageReference":{"publisher":"debian","offer":"debian-12","sku":"12"},
        "nodeAgentSKUId":"b","extensions":[{"name":"e","publisher":"p","type":"t","protectedSettings":{"k":"hidden"}}],
        "containerConfiguration":{"type":"docker","containerRegistries":[{"username":"u","password":"hidden"}]}}
        """
      let added = try await server.call("POST", "/pools", body: "{\"id\":\"p\",\(description)}")
      #expect(added.status == 201, "\(added.body)")
      let job = """
        {"id":"j","poolInfo":{"autoPoolSpecification":{"poolLifetimeOption":"job","pool":{\(description)}}}}
        """
      #expect(try await server.call("POST", "/jobs", body: job).status == 201)
      for path in ["/pools/p", "/pools", "/jobs/j", "/jobs"] {
        let answer = try await server.call("GET", path)
        #expect(answer.status == 200 && !answer.body.contains("hidden"), "\(path): \(answer.body)")
      }
      let pool = try await server.call("GET", "/pools/p").json
      #expect(pool?["userAccounts"] == [["name": "u", "linuxUserConfiguration": ["uid": 7, "gid": 8]]])
      #expect(try await !server.store.pool("p").spec.contains("hidden"))
    }
  }

  @Test(
    "an image of the marketplace must be one that Batch supports",
    arguments: [
      (#"{"publisher":"a","offer":"b","sku":"c"}"#, 400), (#"{"publisher":"debian","offer":"debian-12"}"#, 400),
      (#"{"publisher":"debian","offer":"ubuntu","sku":"12"}"#, 400),
      (#"{"publisher":"Canonical","offer":"UbuntuServer","sku":"18.04-LTS"}"#, 201),
      (#"{"publisher":"microsoft-azure-batch","offer":"centos-container","sku":"7-4","version":"latest"}"#, 201),
      (#"{"virtualMachineImageId":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i"}"#, 201),
    ])
  func images(reference: String, status: Int) async throws {
    try await TestServer.run { server in
      let body = """
        {"id":"p","vmSize":"small","virtualMachineConfiguration":{"imageReference":\(reference),"nodeAgentSKUId":"b"}}
        """
      let answer = try await server.call("POST", "/pools", body: body)
      #expect(answer.status == status, "\(answer.body)")
      if status == 400 { #expect(answer.error?.code == "InvalidPropertyValue") }
    }
  }

  @Test("lists follow filter, selection, pages and expansion")
  func lists() async throws {
    try await TestServer.run { server in
      try await add(server, "p1", #""enableInterNodeCommunication":true"#)
      try await add(server, "p2", #""enableAutoScale":true,"autoScaleFormula":"$TargetDedicatedNodes=0""#)
      func ids(_ filter: String) async throws -> [JSONValue] {
        let target = "/pools?$filter=" + filter.replacing(" ", with: "%20").replacing("'", with: "%27")
        let answer = try await server.call("GET", target)
        guard case .array(let pools)? = answer.json?["value"] else { return [.string(answer.body)] }
        return pools.compactMap { $0["id"] }
      }
      #expect(try await ids("startswith(id,'p')") == ["p1", "p2"])
      #expect(try await ids("enableAutoScale eq true") == ["p2"])
      #expect(try await ids("enableAutoScale ne true and id ne 'local'") == ["p1"])
      #expect(try await ids("enableInterNodeCommunication eq true") == ["p1"])
      #expect(try await ids("allocationState eq 'resizing' and id gt 'm'") == ["p1", "p2"])
      #expect(try await ids("state eq 'deleting'") == [])
      #expect(try await ids("vmSize eq 'Standard_D2_v2'") == ["p1", "p2"])
      #expect(try await ids("creationTime gt 2020-01-01T00:00:00Z and vmSize ne 'local'") == ["p1", "p2"])
      #expect(try await ids("allocationStateTransitionTime lt 2020-01-01") == [])
      #expect(try await server.call("GET", "/pools?$filter=displayName%20eq%20%27a%27").status == 400)

      let page = try #require(try await server.call("GET", "/pools?maxresults=1&$select=id,%20state").json)
      #expect(page["value"] == [["id": "local", "state": "active"]])
      #expect(page["odata.nextLink"] != nil)
      let expanded = try #require(try await server.call("GET", "/pools/p1?$expand=stats").json)
      #expect(expanded["stats"]?["usageStats"]?["dedicatedCoreTime"] == "PT0S")
      let old = try await server.send("GET", "/pools/p1?api-version=2018-12-01.8.0")
      #expect(old.json?["maxTasksPerNode"] == 1 && old.json?["taskSlotsPerNode"] == nil)
    }
  }

  @Test("the four conditional headers hold for reads and writes")
  func conditions() async throws {
    try await TestServer.run { server in
      try await add(server, "p1")
      let tag = try #require(try await server.call("GET", "/pools/p1").header("ETag"))
      func status(_ method: String, _ target: String, _ header: (String, String), body: String? = nil) async throws
        -> Int
      {
        try await server.send(
          method, target + "?api-version=2025-06-01", headers: [header] + [("content-type", "application/json")],
          body: body
        ).status
      }
      #expect(try await status("GET", "/pools/p1", ("if-none-match", tag)) == 304)
      #expect(try await status("HEAD", "/pools/p1", ("if-match", "other")) == 412)
      #expect(try await status("GET", "/pools/p1", ("if-modified-since", "Sun, 01 Mar 2099 12:00:00 GMT")) == 304)
      let past = ("if-unmodified-since", "Sun, 01 Mar 2020 12:00:00 GMT")
      #expect(try await status("DELETE", "/pools/p1", past) == 412)
      #expect(try await status("PATCH", "/pools/p1", ("if-match", "other"), body: "{}") == 412)
      #expect(try await status("POST", "/pools/p1/resize", past, body: #"{"targetDedicatedNodes":1}"#) == 412)
      #expect(try await status("POST", "/pools/p1/stopresize", ("if-match", "other"), body: "") == 412)
      #expect(try await status("PATCH", "/pools/p1", ("if-match", tag), body: #"{"displayName":"x"}"#) == 200)
    }
  }

  @Test("some properties change only while a pool has no nodes")
  func fixedProperties() async throws {
    try await TestServer.run { server in
      try await add(server, "p1")
      let change = #"{"taskSlotsPerNode":4,"vmSize":"large","taskSchedulingPolicy":{"nodeFillType":"Pack"}}"#
      #expect(try await server.call("PATCH", "/pools/p1", body: change).status == 200)
      let pool = try #require(try await server.call("GET", "/pools/p1").json)
      #expect(pool["taskSlotsPerNode"] == 4 && pool["vmSize"] == "large")
      #expect(pool["taskSchedulingPolicy"]?["nodeFillType"] == "Pack")
      try await server.addNode()
      let refused = try await server.call("PATCH", "/pools/local", body: change)
      #expect(refused.status == 409 && refused.error?.code == "OperationInvalidForCurrentState")
      #expect(try await server.call("PATCH", "/pools/local", body: #"{"displayName":"x"}"#).status == 200)
    }
  }

  @Test("sizes are asked for, stopped and decided by formulas")
  func sizes() async throws {
    try await TestServer.run { server in
      try await add(server, "p1", #""targetDedicatedNodes":1"#)
      func post(_ action: String, _ body: String?) async throws -> TestServer.Answer {
        try await server.call("POST", "/pools/p1/\(action)", body: body)
      }
      #expect(try await post("resize", #"{"targetDedicatedNodes":2}"#).error?.code == "PoolBeingResized")
      let stopped = try await post("stopresize", nil)
      #expect(stopped.status == 202 && stopped.header("ETag") != nil)
      #expect(stopped.header("DataServiceId") == "\(server.endpoint)/pools/p1/stopresize")
      let keeper = NodeKeeper(
        store: server.store, provider: TestProvider(), logger: .silent, clock: { server.now }, token: { $0 })
      try await keeper.tend()
      let pool = try #require(try await server.call("GET", "/pools/p1").json)
      #expect(pool["allocationState"] == "steady" && pool["currentDedicatedNodes"] == 0)
      #expect(pool["resizeErrors"]?.first?["code"] == "ResizeStopped")
      #expect(try await post("stopresize", nil).status == 409)
      #expect(try await post("resize", "{}").error?.code == "MissingRequiredProperty")
      #expect(try await post("resize", #"{"targetDedicatedNodes":1,"nodeDeallocationOption":"x"}"#).status == 400)
      #expect(try await post("removenodes", #"{"nodeList":[]}"#).status == 400)
      #expect(try await post("removenodes", #"{"nodeList":["x"]}"#).error?.code == "NodeNotFound")
      #expect(try await post("evaluateautoscale", #"{"autoScaleFormula":"$x=1"}"#).status == 409)
      #expect(try await post("enableautoscale", #"{"autoScaleFormula":"$TargetLowPriorityNodes=1"}"#).status == 200)
      let run = try await post("evaluateautoscale", #"{"autoScaleFormula":"$TargetLowPriorityNodes=3"}"#)
      #expect(run.status == 200 && run.header("ETag") == nil && run.header("DataServiceId") != nil)
      #expect(
        run.json?["results"] == "$TargetDedicatedNodes=1;$TargetLowPriorityNodes=3;$NodeDeallocationOption=requeue")
      let failed = try await post("evaluateautoscale", #"{"autoScaleFormula":"$something_useless"}"#)
      #expect(failed.status == 200 && failed.json?["error"]?["code"] == "AutoScalingFormulaEvaluationError")
      #expect(
        failed.json?["error"]?["values"]
          == [["name": "Message", "value": "Line 1, Col 1: Undefined symbol: $something_useless"]])
      #expect(try await post("enableautoscale", "{}").status == 503)
      #expect(try await post("disableautoscale", nil).status == 200)
      for name in ["resize", "stopresize", "removenodes", "enableautoscale", "disableautoscale", "evaluateautoscale"] {
        let answer = try await server.call(
          "POST", "/pools/none/\(name)",
          body: #"{"targetDedicatedNodes":1,"nodeList":["a"],"autoScaleFormula":"$x=1"}"#)
        #expect(answer.error?.code == "PoolNotFound", "\(name)")
      }
    }
  }
}
