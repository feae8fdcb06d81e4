import AzureClient
import AzureWire
import BatchService
import ParallelJobs
import Testing

@Suite("The explanation of a job on a service whose pools nobody looks after")
struct ExplanationTests {
  @Test("a formula that was not evaluated yet is the reason why nothing runs")
  func notEvaluated() async throws {
    try await TestServer.run { server in
      var pool = PoolSpecification(
        vmSize: "small",
        virtualMachineConfiguration: VirtualMachineConfiguration(
          imageReference: ImageReference(publisher: "debian", offer: "debian-12", sku: "12"), nodeAgentSKUId: "b"))
      pool.enableAutoScale = true
      pool.autoScaleFormula = "$TargetDedicatedNodes = 1;"
      try await server.batch.addPool(PoolAddParameters(id: "scaled", specification: pool))
      try await server.addJob { $0.poolInfo = PoolInformation(poolId: "scaled") }
      try await server.addTasks([1])
      let jobs = ParallelJobs(batch: server.batch, blobs: server.blobs, now: { server.now })
      let findings = JobExplanation(try await jobs.facts(of: "job1")).findings
      #expect(findings.map(\.kind) == [.autoscaleNotEvaluated])
      #expect(
        findings.first?.fact
          == "The pool `scaled` has no nodes: its autoscale formula was not evaluated yet, which happens every 15 minutes."
      )
    }
  }
}
