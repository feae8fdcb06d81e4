import AzureClient
import AzureWire
import Foundation

extension Home {
  /// Works with the home's service as another program would that has its key.
  func withClient<Result: Sendable>(
    _ body: (BatchClient, BlobClient) async throws -> Result
  ) async throws -> Result {
    let service = try await running()
    let key = try String(contentsOfFile: service.keyFile, encoding: .utf8).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard let credential = SharedKeyCredential(account: service.account, base64Key: Secret(key)) else {
      throw Failure("The key of the service is no Base64.")
    }
    let account = BatchAccount(
      batchEndpoint: service.batchEndpoint, batchCredential: credential, blobEndpoint: service.blobEndpoint,
      storageCredential: credential)
    return try await HTTPTransport.withTransport { http in
      try await body(try BatchClient(account: account, http: http), try BlobClient(account: account, http: http))
    }
  }

  /// Makes a pool.
  ///
  /// - Parameter change: of what it is otherwise: no nodes, one slot each.
  func addPool(
    _ id: String, nodes: Int = 0, slots: Int = 1, _ change: (inout PoolSpecification) -> Void = { _ in }
  ) async throws {
    var pool = PoolSpecification(
      vmSize: "small",
      virtualMachineConfiguration: VirtualMachineConfiguration(
        imageReference: ImageReference(publisher: "debian", offer: "debian-12", sku: "12", version: "latest"),
        nodeAgentSKUId: "batch.node.debian 12"))
    pool.targetDedicatedNodes = nodes
    pool.taskSlotsPerNode = slots
    change(&pool)
    try await withClient { batch, _ in
      try await batch.addPool(PoolAddParameters(id: id, specification: pool))
    }
  }

  /// Makes a job with tasks that run these commands; ids count from 1.
  func addJob(
    _ id: String, pool: String, commands: [String] = ["true"], _ change: (inout JobAddParameters) -> Void = { _ in },
    task changeTask: (inout TaskAddParameters) -> Void = { _ in }
  ) async throws {
    var job = JobAddParameters(id: id, poolInfo: PoolInformation(poolId: pool))
    job.usesTaskDependencies = true
    change(&job)
    let tasks = commands.enumerated().map { index, command in
      var task = TaskAddParameters(id: String(index + 1), commandLine: "/bin/bash -c '\(command)'")
      changeTask(&task)
      return task
    }
    try await withClient { batch, _ in
      try await batch.addJob(job)
      try await batch.addTasks(job: id, tasks)
    }
  }

  /// Asks until the answer of a command holds a text.
  ///
  /// - Returns: that answer.
  @discardableResult
  func answer(to statement: String, until text: String) async throws -> String {
    var last: Outcome?
    do {
      try await eventually("`\(statement)` says '\(text)'") {
        last = try await azp("-e", statement)
        return last?.output.contains(text) == true
      }
    } catch let failure as Failure {
      throw Failure("\(failure.description)\n\(last.map { "\($0)" } ?? "")")
    }
    return last?.output ?? ""
  }
}

extension Home {
  /// The service's description, after it has been started if need be.
  func running() async throws -> ServiceDescription {
    if !FileManager.default.fileExists(atPath: "\(stateDirectory)/service.json") { try await succeed("getJobList()") }
    return try service()
  }
}
