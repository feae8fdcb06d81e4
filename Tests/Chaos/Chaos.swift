import Foundation

/// Runs jobs while it kills, stops and damages what runs them, and then sees
/// whether anything that was acknowledged is lost or was done twice.
///
/// The environment says how: `CHAOS_KILLS`, `CHAOS_SEED`, `CHAOS_MODE`
/// (service, agents, mixed, disk, or all) and `AZP_BINARY`. The seed decides what is
/// submitted and which blow falls when; what the machine makes of it is not
/// the same each time.
@main
struct Chaos {
  static let pairNodes = 2
  static let submitters = 4

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    let kills = environment["CHAOS_KILLS"].flatMap { Int($0) } ?? 200
    let seed = environment["CHAOS_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)
    let wanted = environment["CHAOS_MODE"] ?? "all"
    let program = environment["AZP_BINARY"] ?? URL(fileURLWithPath: ".build/debug/azp").path
    do {
      if let directory = environment["CHAOS_DISK"] {
        exit(try await DiskPhase(directory: directory, program: program, seed: seed).run() ? 0 : 1)
      }
      say("chaos: seed \(seed), \(kills) kills, mode \(wanted)")
      let failed = try await run(wanted, kills: kills, seed: seed, program: program)
      guard failed.isEmpty else {
        // Once more at the end, where they are looked for.
        for (mode, problems) in failed { for problem in problems { say("\(mode): \(problem)") } }
        say(
          "FAILED: \(failed.map(\.mode).joined(separator: ", ")). Again: make chaos CHAOS_SEED=\(seed) "
            + "CHAOS_KILLS=\(kills) CHAOS_MODE=\(wanted)")
        exit(1)
      }
      say("Nothing that was acknowledged is lost, and nothing was done twice (seed \(seed)).")
    } catch {
      say("FAILED: \(error) Seed \(seed).")
      exit(1)
    }
  }

  /// - Returns: the modes that failed, and what was wrong.
  private static func run(
    _ wanted: String, kills: Int, seed: UInt64, program: String
  ) async throws -> [(mode: String, problems: [String])] {
    let shares: [(Disturber.Mode, Int)] =
      switch wanted {
      case "all": [(.service, kills - 2 * (kills / 5)), (.agents, kills / 5), (.mixed, kills / 5)]
      case "disk": []
      default:
        if let mode = Disturber.Mode(rawValue: wanted) {
          [(mode, kills)]
        } else {
          throw ChaosError("CHAOS_MODE is one of service, agents, mixed, disk, all, not \(wanted).")
        }
      }
    var failed: [(mode: String, problems: [String])] = []
    for (mode, kills) in shares {
      let problems = try await KillPhase(mode: mode, kills: kills, seed: seed, program: program).run()
      if !problems.isEmpty { failed.append((mode.rawValue, problems)) }
    }
    if ["all", "disk"].contains(wanted), !(try await DiskPhase.runInNamespace(seed: seed)) {
      failed.append(("disk", ["see above"]))
    }
    return failed
  }

  /// A directory that nobody else has.
  static func temporaryDirectory() throws -> String {
    var template = Array("/tmp/azp-chaos-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ChaosError("No directory can be made in /tmp.") }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// A port of the loopback address that is free now, outside the range of
  /// passing ones.
  static func freePort() throws -> Int {
    for _ in 0..<100 {
      let port = Int.random(in: 20_000..<32_000)
      let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(socket) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let isFree = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      if isFree { return port }
    }
    throw ChaosError("No port is free.")
  }
}
