import AzureClient
import AzureWire
import Foundation

/// A service of its own, with two slots, for as long as a measurement takes.
struct Service {
  let process: Process
  let directory: String
  let client: BatchClient

  /// Starts it, and ends it and its nodes when the body is through.
  static func with<Value>(
    _ program: String, in workplace: Workplace, _ body: (Service) async throws -> Value
  ) async throws -> Value {
    let directory = try workplace.directory("state")
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["serve", "--foreground", "--slots", "2", "--data", directory]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
      endNodes(of: directory)
    }
    let ready = try JSONDecoder().decode(Ready.self, from: output.fileHandleForReading.availableData)
    let key = try String(contentsOfFile: ready.keyFile, encoding: .utf8)
    guard
      let credential = SharedKeyCredential(
        account: ready.account, base64Key: Secret(key.trimmingCharacters(in: .whitespacesAndNewlines)))
    else { throw Failure("The key file \(ready.keyFile) holds no key.") }
    let account = BatchAccount(
      batchEndpoint: ready.batchEndpoint, batchCredential: credential, blobEndpoint: ready.blobEndpoint,
      storageCredential: credential)
    return try await HTTPTransport.withTransport { http in
      let client = try BatchClient(account: account, http: http)
      return try await body(Service(process: process, directory: directory, client: client))
    }
  }

  private struct Ready: Decodable {
    var batchEndpoint: String
    var blobEndpoint: String
    var account: String
    var keyFile: String
  }

  /// Agents outlive their service; those of this directory must not.
  private static func endNodes(of directory: String) {
    for identifier in agents(of: directory) { kill(identifier, SIGKILL) }
  }

  /// Processes of this user that have the directory in their arguments.
  static func agents(of directory: String) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { identifier in
      let arguments = FileManager.default.contents(atPath: "/proc/\(identifier)/cmdline") ?? Data()
      let words = arguments.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      return words.contains("node") && words.contains { $0.hasPrefix(directory) }
    }
  }

  /// The service and its agents.
  var processes: [pid_t] { [process.processIdentifier] + Self.agents(of: directory) }

  var database: String { directory + "/batch.sqlite" }

  /// Memory of the service, in megabytes.
  var memory: Double {
    get throws { try Self.memory(of: process.processIdentifier) }
  }

  /// `VmRSS` of proc(5), in megabytes.
  static func memory(of process: pid_t) throws -> Double {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
    else { throw Failure("The system does not tell the memory of the process \(process).") }
    return kilobytes / 1024
  }

  /// Adds a job whose tasks all run `/bin/true`.
  func submit(_ count: Int, as job: String, pool: String = "local") async throws {
    try await client.addJob(JobAddParameters(id: job, poolInfo: PoolInformation(poolId: pool)))
    try await client.addTasks(
      job: job, (1...count).map { TaskAddParameters(id: String($0), commandLine: "/bin/true") })
  }

  /// Returns when all tasks of the job have succeeded.
  func wait(for count: Int, of job: String) async throws {
    while true {
      let counts = try await client.taskCounts(job: job)
      guard counts.failed == 0 else { throw Failure("\(counts.failed) tasks of the job \(job) have failed.") }
      if counts.succeeded == count { return }
      try await Task.sleep(for: .milliseconds(count > 2_000 ? 50 : 10))
    }
  }

  /// A pool without nodes: what is submitted to it stays where it is.
  func addParkedPool() async throws {
    guard let image = try await client.supportedImages().all().first else {
      throw Failure("The service supports no image.")
    }
    var specification = PoolSpecification(
      vmSize: "standard_d2_v3",
      virtualMachineConfiguration: VirtualMachineConfiguration(
        imageReference: image.imageReference, nodeAgentSKUId: image.nodeAgentSKUId))
    specification.targetDedicatedNodes = 0
    try await client.addPool(PoolAddParameters(id: "parked", specification: specification))
  }
}
