import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Pools that jobs have to themselves")
struct AutoPoolTests {
  private func poolInfo(_ members: [String: JSONValue] = [:]) -> JSONValue {
    var auto: [String: JSONValue] = [
      "autoPoolIdPrefix": "mine", "poolLifetimeOption": "job",
      "pool": [
        "vmSize": "small", "targetDedicatedNodes": 2,
        "virtualMachineConfiguration": [
          "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"], "nodeAgentSKUId": "b",
        ],
      ],
    ]
    for (name, value) in members { auto[name] = value }
    return ["autoPoolSpecification": .object(auto)]
  }

  private func pools(_ test: TestStore) async throws -> [String] {
    try await test.store.database.read { db in
      try String.fetchAll(db, sql: "SELECT id FROM pools WHERE state = 'active' AND id <> 'local' ORDER BY id")
    }
  }

  @Test("are made with the job and go when it has ended")
  func lifetime() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("job1", ["poolInfo": poolInfo()])
    #expect(job.poolID.hasPrefix("mine_"))
    let pool = try await test.store.pool(job.poolID)
    #expect(pool.targetDedicatedNodes == 2)
    _ = try await test.store.terminateJob("job1", reason: "done", now: test.clock.now())
    #expect(try await pools(test).isEmpty)
    try await test.addJob("job2", ["poolInfo": poolInfo()])
    #expect(try await pools(test).count == 1)
    try await test.store.deleteJob("job2", now: test.clock.now())
    #expect(try await pools(test).isEmpty)
  }

  @Test("stay when they are to be kept alive, which can be changed")
  func keepAlive() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("job1", ["poolInfo": poolInfo(["keepAlive": false])])
    var patch = JobPatchParameters()
    patch.poolInfo = PoolInformation(
      poolId: nil, autoPoolSpecification: AutoPoolSpecification(pool: PoolSpecification(vmSize: "small")))
    patch.poolInfo?.autoPoolSpecification?.keepAlive = true
    _ = try await test.store.patchJob("job1", patch, now: test.clock.now())
    _ = try await test.store.terminateJob("job1", reason: "done", now: test.clock.now())
    #expect(try await pools(test) == [job.poolID])
    try await test.addJob("job2")
    try await expectWire("OperationInvalidForCurrentState") {
      try await test.store.patchJob("job2", patch, now: test.clock.now())
    }
  }

  @Test("are refused when they are not described, or would last as a schedule that is not there")
  func refusals() async throws {
    let test = try await TestStore()
    for members: [String: JSONValue] in [
      ["poolLifetimeOption": "jobschedule"], ["poolLifetimeOption": "forever"], ["pool": ["vmSize": "small"]],
      ["pool": .null], ["autoPoolIdPrefix": "a prefix that is too long"],
    ] {
      let code = try await wireCode { try await test.addJob("job1", ["poolInfo": poolInfo(members)]) }
      #expect(["InvalidPropertyValue", "MissingRequiredProperty"].contains(code), "\(members): \(code ?? "taken")")
    }
    #expect(try await pools(test).isEmpty)
  }
}
