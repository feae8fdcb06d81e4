import Foundation

/// A service that has nothing to do does nothing.
enum Idleness {
  private static let time = Duration.seconds(30)

  static func measure(_ program: String, in workplace: Workplace) async throws {
    try await Service.with(program, in: workplace) { service in
      try await service.submit(1, as: "first")
      try await service.wait(for: 1, of: "first")
      try await Task.sleep(for: .seconds(2))
      let processes = service.processes
      let before = try processes.map(ticks)
      try await Task.sleep(for: time)
      let used = zip(try processes.map(ticks), before).map { $0 - $1 }
      let each = Double(sysconf(Int32(_SC_CLK_TCK)))
      print(row("30 s without work, processor time (floor 0)", ["service ms", "node ms"]))
      print(
        row(
          "azp", [text(Double(used[0]) * 1000 / each, 0), text(Double(used.dropFirst().reduce(0, +)) * 1000 / each, 0)]
        ))
      print()
    }
  }

  /// Of the processor, user and system: fields 14 and 15 of `/proc/PID/stat`.
  private static func ticks(_ process: pid_t) throws -> Int {
    let line = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = line[(line.lastIndex(of: ")") ?? line.startIndex)...].split(separator: " ")
    guard fields.count > 13, let user = Int(fields[12]), let system = Int(fields[13]) else {
      throw Failure("The system does not tell the processor time of \(process).")
    }
    return user + system
  }
}
