import AzureClient
import AzureWire
import Foundation

/// A disk that is full again and again: the state lies on a small file system
/// of this phase's own, in a name space of its own.
struct DiskPhase: Sendable {
  let directory: String
  let program: String
  let seed: UInt64

  private static let megabytes = 48

  /// Runs this program again where it may mount a file system; where the
  /// machine does not let it, the phase is left out, and says so.
  ///
  /// - Returns: whether all was as it must be.
  static func runInNamespace(seed: UInt64) async throws -> Bool {
    say("\n== disk: full again and again")
    let directory = try Chaos.temporaryDirectory()
    let state = directory + "/state"
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let script = """
      mount -t tmpfs -o size=\(megabytes)m,mode=0700 azp-chaos '\(state)' || exit 99; exec '\(own)'
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["-Urm", "/bin/sh", "-c", script]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["CHAOS_DISK": directory, "CHAOS_SEED": "\(seed)"]
    ) { $1 }
    guard try mayMount() else {
      say("  SKIPPED: this machine lets nobody mount a file system in a name space of their own.")
      try FileManager.default.removeItem(atPath: directory)
      return true
    }
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return false }
    try FileManager.default.removeItem(atPath: directory)
    return true
  }

  private static func mayMount() throws -> Bool {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/unshare") else { return false }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["-Urm", "/bin/sh", "-c", "mount -t tmpfs -o size=1m azp-chaos /mnt"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// What is done inside.
  ///
  /// - Returns: whether all was as it must be.
  func run() async throws -> Bool {
    let site = Site(directory: directory, program: program, port: try Chaos.freePort())
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
    let isRight = record.read { $0.problems.isEmpty }
    if !isRight {
      say(String(decoding: (FileManager.default.contents(atPath: site.log) ?? Data()).suffix(3000), as: UTF8.self))
    }
    return isRight
  }

  private func run(_ site: Site, _ record: Record) async throws {
    let disturber = Disturber(site: site, record: record, mode: .service, kills: 0)
    let first = try ServiceProcess.start(site)
    try await disturber.awaitReady(first)
    let account = try site.account()
    try await HTTPTransport.withTransport(retry: Submitter.retry) { http in
      let batch = try BatchClient(account: account, http: http)
      let blobs = try BlobClient(account: account, http: http)
      var last = try await withThrowingTaskGroup(of: ServiceProcess?.self) { group in
        for number in 1...2 {
          var submitter = Submitter(number: number, site: site, batch: batch, blobs: blobs, record: record)
          submitter.expectsFullDisk = true
          group.addTask { [submitter] in
            try await submitter.run(seed: seed, pools: ["local"]) { record.read(\.isOver) }
            return nil
          }
        }
        group.addTask {
          defer { record.change { $0.isOver = true } }
          return try await fillAgainAndAgain(site, record, disturber, first)
        }
        var last = first
        while let result = try await group.next() { last = result ?? last }
        return last
      }
      var rules = Verification.Rules()
      rules.hadFullDisk = true
      let verification = Verification(site: site, batch: batch, blobs: blobs, record: record, rules: rules)
      try await verification.checkService()
      last = try await checkRecovery(site, record, batch, blobs, last)
      checkLogs(site, record)
      last.end(SIGTERM)
      try verification.checkLedger()
      try verification.checkDisk()
    }
  }

  /// Fills the disk for a while, eight times; every other time the service is
  /// killed meanwhile.
  private func fillAgainAndAgain(
    _ site: Site, _ record: Record, _ disturber: Disturber, _ first: ServiceProcess
  ) async throws -> ServiceProcess {
    var chance = SplitMix(seed: seed, stream: 2000)
    var service = first
    for round in 1...8 {
      try await Task.sleep(for: .milliseconds(chance.number(300...2000)))
      let filler = site.state.directory + "/filler"
      fill(filler)
      record.count("times the disk was full")
      for _ in 0..<3 {
        try await Task.sleep(for: .milliseconds(chance.number(100...900)))
        // What was freed meanwhile is taken again.
        fill(filler)
      }
      if round.isMultiple(of: 2) {
        guard service.end() else { throw ChaosError("The service ended because the disk was full; see \(site.log).") }
        record.count("kills of a service")
        // It cannot start, or can: either is right.
        service = try ServiceProcess.start(site)
        try await Task.sleep(for: .seconds(1))
      }
      guard unlink(filler) == 0 else { throw ChaosError("The disk cannot be freed.") }
      if round.isMultiple(of: 2) {
        service = try await restart(service, site, disturber)
      } else if service.hasEnded {
        throw ChaosError("The service ended because the disk was full; see \(site.log).")
      }
      try await disturber.awaitReady(service)
    }
    return service
  }

  /// A service that was started on a full disk may have ended with a sentence;
  /// then the next one must not.
  private func restart(
    _ service: ServiceProcess, _ site: Site, _ disturber: Disturber
  ) async throws -> ServiceProcess {
    let deadline = ContinuousClock.now + .seconds(60)
    while site.description(of: service.process) == nil, !service.hasEnded, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(10))
    }
    guard service.hasEnded else { return service }
    service.end()
    return try ServiceProcess.start(site)
  }

  /// Writes until nothing goes in any more.
  private func fill(_ path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    var size = 1 << 20
    let bytes = [UInt8](repeating: 7, count: size)
    while size > 0 { if write(file, bytes, size) <= 0 { size /= 2 } }
  }

  /// Trouble is told once, and not by filling what is left of the disk.
  private func checkLogs(_ site: Site, _ record: Record) {
    for node in site.nodes {
      let size = FileManager.default.contents(atPath: node + "/agent/agent.log")?.count ?? 0
      if size > 200_000 { record.problem("The log of \(node) has grown to \(size) bytes.") }
    }
  }

  /// With room again, a job runs as planned.
  private func checkRecovery(
    _ site: Site, _ record: Record, _ batch: BatchClient, _ blobs: BlobClient, _ service: ServiceProcess
  ) async throws -> ServiceProcess {
    let plan = JobPlan(
      id: "afterwards", pool: "local", tasks: (1...20).map { TaskPlan(id: "\($0)", outputSize: 1000) },
      hasPreparation: true, resources: [], addsOneByOne: false, isDeleted: false)
    let submitter = Submitter(number: 9, site: site, batch: batch, blobs: blobs, record: record)
    try await submitter.submit(plan)
    try await submitter.follow(plan)
    let failed = record.read { $0.completions[plan.id]?.filter { !$0.value.succeeded }.keys.sorted() ?? [] }
    if !failed.isEmpty { record.problem("With room on the disk again, tasks \(failed) failed.") }
    return service
  }
}
