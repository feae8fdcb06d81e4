import CEngineFloor

/// A thousand times /bin/true on two slots, standard output and error kept.
enum Overhead {
  private static let count = 1000

  static func measure(_ program: String, rounds: Int, in workplace: Workplace) async throws {
    let peers = Peer.all.filter(\.isInstalled)
    let missing = Peer.all.filter { !$0.isInstalled }.map(\.name)
    var floor: [Double] = []
    var ours: [Double] = []
    var theirs = [[Double]](repeating: [], count: peers.count)
    try await Service.with(program, in: workplace) { service in
      // The node is up when its first task has run.
      try await service.submit(1, as: "first")
      try await service.wait(for: 1, of: "first")
      for round in 1...rounds {
        let directory = try workplace.directory("floor")
        floor.append(
          try await seconds {
            guard CEngineFloorSpawn(directory, Int32(count), 2) else { throw Failure("posix_spawn has failed.") }
          })
        ours.append(
          try await seconds {
            try await service.submit(count, as: "overhead\(round)")
            try await service.wait(for: count, of: "overhead\(round)")
          })
        for (index, peer) in peers.enumerated() {
          theirs[index].append(try peer.run(count: count, in: workplace.directory(peer.program)))
        }
      }
    }
    print(row("1,000 x /bin/true on 2 slots, median of \(rounds)", ["us a task", "x floor"]))
    func line(_ name: String, _ times: [Double]) {
      let ratio = median(zip(times, floor).map { $0 / $1 })
      print(row(name, [text(median(times) * 1e6 / Double(count), 0), text(ratio, 2)]))
    }
    line("C, posix_spawn, two files each (floor)", floor)
    line("azp, submitted and run, durable", ours)
    for (peer, times) in zip(peers, theirs) { line(peer.title, times) }
    if !missing.isEmpty { print("not installed: \(missing.joined(separator: ", "))") }
    print()
  }
}
