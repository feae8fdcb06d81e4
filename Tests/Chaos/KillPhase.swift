import AzureClient
import AzureWire
import Foundation

/// A service and its nodes that are killed again and again while clients
/// submit jobs.
struct KillPhase: Sendable {
  let mode: Disturber.Mode
  let kills: Int
  let seed: UInt64
  let program: String

  /// - Returns: what was not as it must be.
  func run() async throws -> [String] {
    say("\n== \(mode.rawValue): \(kills) kills")
    let site = Site(directory: try Chaos.temporaryDirectory(), program: program, port: try Chaos.freePort())
    try site.prepare()
    let record = Record()
    let start = ContinuousClock.now
    do {
      try await run(site, record)
    } catch {
      record.problem("\(error)")
    }
    try await site.clear()
    Summary.print(record, since: start)
    let problems = record.read(\.problems)
    if problems.isEmpty {
      try FileManager.default.removeItem(atPath: site.directory)
    } else {
      say("  What is left of it is in \(site.directory).")
    }
    return problems
  }

  private func run(_ site: Site, _ record: Record) async throws {
    let disturber = Disturber(site: site, record: record, mode: mode, kills: kills)
    let first = try ServiceProcess.start(site)
    try await disturber.awaitReady(first)
    let account = try site.account()
    try await HTTPTransport.withTransport(retry: Submitter.retry) { http in
      let batch = try BatchClient(account: account, http: http)
      let blobs = try BlobClient(account: account, http: http)
      try await addPair(batch)
      let last = try await withThrowingTaskGroup(of: ServiceProcess?.self) { group in
        for number in 1...Chaos.submitters {
          let submitter = Submitter(number: number, site: site, batch: batch, blobs: blobs, record: record)
          group.addTask {
            try await submitter.run(seed: seed, pools: ["local", "local", "pair"]) { record.read(\.isOver) }
            return nil
          }
        }
        group.addTask {
          defer { record.change { $0.isOver = true } }
          return try await disturber.run(seed: seed, first)
        }
        var last = first
        while let result = try await group.next() { last = result ?? last }
        return last
      }
      let verification = Verification(
        site: site, batch: batch, blobs: blobs, record: record,
        rules: .init(lostRuns: record.count(of: "kills of a supervisor")))
      try await verification.checkService()
      last.end(SIGTERM)
      try verification.checkLedger()
      try verification.checkDisk()
    }
  }

  /// A pool of two nodes beside the one of the machine.
  private func addPair(_ batch: BatchClient) async throws {
    var specification = PoolSpecification(
      vmSize: "small",
      virtualMachineConfiguration: VirtualMachineConfiguration(
        imageReference: ImageReference(publisher: "debian", offer: "debian-12", sku: "12"), nodeAgentSKUId: "azp"))
    specification.targetDedicatedNodes = Chaos.pairNodes
    specification.taskSlotsPerNode = 2
    try await batch.addPool(PoolAddParameters(id: "pair", specification: specification))
  }
}

enum Summary {
  static func print(_ record: Record, since start: ContinuousClock.Instant) {
    let (counts, problems) = record.read { ($0.counts, $0.problems.count) }
    for (what, count) in counts.sorted(by: { $0.key < $1.key }) {
      say("  \(what.padding(toLength: 28, withPad: " ", startingAt: 0)) \(count)")
    }
    say(
      "  \("seconds".padding(toLength: 28, withPad: " ", startingAt: 0)) "
        + "\((ContinuousClock.now - start).components.seconds)")
    say("  \("wrong".padding(toLength: 28, withPad: " ", startingAt: 0)) \(problems)")
  }
}
