import AzureWire
import Foundation

/// Whoever kills, stops and damages: the service, agents and supervisors.
struct Disturber: Sendable {
  /// Who is killed.
  enum Mode: String, CaseIterable, Sendable {
    case service
    case agents
    case mixed
  }

  private enum Victim: String {
    case service
    case agent
    case supervisor
  }

  /// The instant at which a blow falls.
  private enum Moment: String, CaseIterable {
    case atAnyTime = "at any time"
    case inACommit = "in a commit"
    case inAnUpload = "in an upload"
    case atALaunch = "at a launch"
    case atStart = "at its start"
  }

  let site: Site
  let record: Record
  let mode: Mode
  let kills: Int

  /// Deals the blows.
  ///
  /// - Parameter service: the one that runs at first.
  /// - Returns: the one that runs at last.
  func run(seed: UInt64, _ first: ServiceProcess) async throws -> ServiceProcess {
    var chance = SplitMix(seed: seed, stream: 1000)
    var service = first
    var done = 0
    let start = ContinuousClock.now
    while done < kills {
      // A while of rest now and then, so that work gets done.
      try await Task.sleep(for: .milliseconds(chance.happens(10) ? chance.number(500...3000) : 0))
      if chance.happens(12) { try await pause(service, &chance) }
      let victim = victim(&chance)
      let moment = Moment.allCases.randomElement(using: &chance) ?? .atAnyTime
      switch victim {
      case .service:
        let wasAlive: Bool
        if moment == .atStart {
          // The blow before has started it: it is in its first milliseconds.
          try await Task.sleep(for: .milliseconds(chance.number(0...300)))
        } else {
          try await awaitReady(service)
          try await wait(for: moment, &chance)
        }
        wasAlive = service.end()
        if !wasAlive { record.problem("The service had ended by itself; see \(site.log).") }
        try damage(&chance)
        try await Task.sleep(for: .milliseconds(chance.happens(20) ? chance.number(0...1500) : 0))
        service = try ServiceProcess.start(site)
      case .agent, .supervisor:
        if service.hasEnded { service = try await revive(service) }
        try await wait(for: moment, &chance)
        guard let process = (victim == .agent ? site.agents : site.supervisors).randomElement(using: &chance) else {
          try await Task.sleep(for: .milliseconds(50))
          continue
        }
        guard kill(process, SIGKILL) == 0 else { continue }
        if victim == .agent, chance.happens(30) { try damageJournal(&chance, of: process) }
      }
      done += 1
      record.count("kills of a\(victim == .agent ? "n" : "") \(victim.rawValue)")
      record.count("kills \(moment.rawValue)")
      if done.isMultiple(of: 25) {
        let seconds = (ContinuousClock.now - start).components.seconds
        say("  \(done) kills, \(record.count(of: "jobs completed")) jobs completed, \(seconds) s")
      }
    }
    try await awaitReady(service)
    return service
  }

  private func victim(_ chance: inout SplitMix) -> Victim {
    switch mode {
    case .service: .service
    case .agents: chance.happens(70) ? .agent : .supervisor
    case .mixed: chance.happens(50) ? .service : chance.happens(65) ? .agent : .supervisor
    }
  }

  // MARK: Moments

  /// Waits until the service answers.
  func awaitReady(_ service: ServiceProcess) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while site.description(of: service.process) == nil {
      if service.hasEnded {
        record.problem("The service ended at its start; see \(site.log).")
        throw ChaosError("The service does not start.")
      }
      guard ContinuousClock.now < deadline else { throw ChaosError("The service is not ready within a minute.") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func revive(_ service: ServiceProcess) async throws -> ServiceProcess {
    record.problem("The service had ended by itself; see \(site.log).")
    service.end()
    return try ServiceProcess.start(site)
  }

  /// Waits for the moment, but not for ever: it may not come.
  private func wait(for moment: Moment, _ chance: inout SplitMix) async throws {
    switch moment {
    case .atAnyTime, .atStart: try await Task.sleep(for: .milliseconds(chance.number(0...700)))
    case .inACommit: try await watch(&chance) { modification(site.state.database + "-wal") }
    case .inAnUpload: try await watch(&chance) { entries(site.state.blobs + "/tmp").map(String.init) }
    case .atALaunch:
      try await watch(&chance) { site.nodes.map { entries("\($0)/agent/runs") ?? 0 }.description }
    }
  }

  /// Returns a moment after something has changed.
  private func watch(_ chance: inout SplitMix, _ look: () -> String?) async throws {
    try await Task.sleep(for: .milliseconds(chance.number(0...200)))
    let microseconds = chance.number(0...3000)
    let first = look()
    let deadline = ContinuousClock.now + .milliseconds(400)
    while look() == first, ContinuousClock.now < deadline { try await Task.sleep(for: .microseconds(200)) }
    try await Task.sleep(for: .microseconds(microseconds))
  }

  private func modification(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
  }

  private func entries(_ path: String) -> Int? { try? FileManager.default.contentsOfDirectory(atPath: path).count }

  // MARK: Other trouble

  /// Stops a process for a while, or all of them, as a machine that is put to
  /// sleep; none must be taken for dead.
  private func pause(_ service: ServiceProcess, _ chance: inout SplitMix) async throws {
    let stopped: [pid_t]
    if chance.happens(25) {
      stopped = [service.process] + site.processes
    } else {
      let candidates = [[service.process], site.agents, site.supervisors].randomElement(using: &chance) ?? []
      stopped = candidates.randomElement(using: &chance).map { [$0] } ?? []
    }
    for process in stopped { kill(process, SIGSTOP) }
    try await Task.sleep(for: .milliseconds(chance.number(50...2500)))
    for process in stopped { kill(process, SIGCONT) }
    record.count(stopped.count > 1 ? "pauses of everything" : "pauses")
  }

  /// Leaves what a crash may leave: the service is dead.
  private func damage(_ chance: inout SplitMix) throws {
    guard chance.happens(30) else { return }
    let garbage = Data((0..<chance.number(1...5000)).map { _ in UInt8.random(in: 0...255, using: &chance) })
    switch chance.number(0...3) {
    case 0:
      // Half an upload.
      try garbage.write(to: URL(fileURLWithPath: "\(site.state.blobs)/tmp/half"))
    case 1:
      // The description as a write leaves it that was broken off.
      try garbage.prefix(chance.number(0...40)).write(to: URL(fileURLWithPath: site.state.description))
    case 2:
      // A commit that was broken off, behind the last one.
      try append(garbage, to: site.state.database + "-wal")
    default:
      // The index of the log, which is made anew.
      try garbage.write(to: URL(fileURLWithPath: site.state.database + "-shm"))
    }
    record.count("damaged files")
  }

  /// A record that was broken off, at the end of a dead agent's journal. With
  /// the agent's lock in hand no other one has begun to write there.
  private func damageJournal(_ chance: inout SplitMix, of agent: pid_t) throws {
    let node = site.nodes.first { node in
      FileManager.default.contents(atPath: node + "/agent/agent.pid") == Data("\(agent)\n".utf8)
    }
    let torn = Data("0123abcd {\"accepted\":{\"_0\":{".utf8.prefix(chance.number(1...29)))
    while !ProcessTable.hasEnded(agent) { usleep(100) }
    guard let node else { return }
    let lock = open(node + "/agent/agent.lock", O_RDWR | O_CLOEXEC)
    guard lock >= 0 else { return }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
    try append(torn, to: node + "/agent/journal")
    record.count("damaged files")
  }

  private func append(_ data: Data, to path: String) throws {
    guard let file = FileHandle(forWritingAtPath: path) else { return }
    try file.seekToEnd()
    try file.write(contentsOf: data)
    try file.close()
  }
}
