import AzureClient
import AzureWire
import Foundation

/// From a key to its echo, beside the same key through libedit with nothing
/// added and through `cat`; the three take turns, a key each.
enum Keystrokes {
  /// The word that starts this program as the libedit without anything.
  static let floorWord = "--only-libedit"

  private static let count = 300
  private static let longText = String(repeating: "long line ", count: 20)

  static func measure(_ program: String, in workplace: Workplace) async throws {
    print(row("a key until it is drawn, median and p99 of \(count)", ["us", "p99 us", "x libedit", "x cat"]))
    try await Service.with(program, in: workplace) { service in
      try writeHistory(in: service.directory)
      let cat = try Terminal(["/bin/cat"], isRaw: true)
      let floor = try Terminal([CommandLine.arguments[0], floorWord])
      try floor.wait(for: "floor> ")
      let shell = try open(program, service)

      var plain = Times()
      for _ in 0..<count {
        plain.cat.append(try key("x", on: cat, erase: nil))
        plain.floor.append(try key("x", on: floor))
        plain.shell.append(try key("x", on: shell))
      }
      show("cat on a raw terminal (floor)", plain.cat, plain)
      show("libedit alone, empty prompt (floor)", plain.floor, plain)
      show("azp, empty prompt", plain.shell, plain)
      for terminal in [floor, shell] {
        terminal.send(longText)
        try terminal.settle()
      }
      try compare("behind 200 characters", floor, shell, plain.cat)
      for terminal in [floor, shell] {
        terminal.send("\u{1}")
        try terminal.settle()
      }
      try compare("before 200 characters", floor, shell, plain.cat)
      for terminal in [floor, shell] {
        terminal.send("\u{5}\u{15}")
        try terminal.settle()
      }
      show(
        "azp, drawing a hint from the history too", try hinted("getJobResult nightl", "y", "unmistakable", shell), plain
      )
      show("azp, drawing a hint of arguments too", try hinted("getJob", "(", "verbose", shell), plain)
      show("azp, while notices come", try await noticed(service, shell), plain)
      print("")
    }
  }

  /// The times of one place to type at.
  private struct Times {
    var cat: [Double] = []
    var floor: [Double] = []
    var shell: [Double] = []
  }

  private static func show(_ title: String, _ times: [Double], _ floor: Times) {
    print(
      row(
        title,
        [
          text(median(times) * 1e6, 0), text(percentile(99, times) * 1e6, 0),
          text(median(times) / median(floor.floor), 2), text(median(times) / median(floor.cat), 2),
        ]))
  }

  private static func compare(_ place: String, _ floor: Terminal, _ shell: Terminal, _ cat: [Double]) throws {
    var times = Times(cat: cat)
    for _ in 0..<count {
      times.floor.append(try key("x", on: floor))
      times.shell.append(try key("x", on: shell))
    }
    show("libedit alone, \(place)", times.floor, times)
    show("azp, \(place)", times.shell, times)
  }

  /// Types a key, and takes it away again.
  private static func key(_ key: String, to text: String? = nil, on terminal: Terminal, erase: String? = "\u{7F}")
    throws -> Double
  {
    let time = try terminal.seconds(from: key, to: text ?? key)
    try terminal.settle(milliseconds: 2)
    if let erase {
      terminal.send(erase)
      try terminal.settle(milliseconds: 2)
    }
    return time
  }

  /// The key that brings a hint, until the end of the hint is drawn.
  private static func hinted(_ beginning: String, _ last: String, _ end: String, _ shell: Terminal) throws -> [Double] {
    shell.send(beginning)
    try shell.settle()
    let times = try (0..<count).map { _ in try key(last, to: end, on: shell) }
    shell.send("\u{15}")
    try shell.settle()
    return times
  }

  /// Keys typed without pause while jobs of this session end, one after the
  /// other, and the shell says so above the line.
  private static func noticed(_ service: Service, _ shell: Terminal) async throws -> [Double] {
    try await service.addParkedPool()
    shell.send("getCluster parked\r")
    try shell.wait(for: "azp>")
    try shell.settle()
    var times: [Double] = []
    for number in 1...5 {
      let job = "notice\(number)"
      shell.send("job <- foreach(i = 1, .options.azure = list(job = '\(job)', wait = FALSE)) %dopar% i\r")
      try shell.wait(for: "azp 1>")
      try shell.settle(milliseconds: 100)
      try await service.client.terminateJob(job)
      var hasCome = false
      while !hasCome {
        times.append(try shell.seconds(from: "x", to: "x"))
        for key in ["", "\u{7F}"] {
          shell.send(key, keepsSeen: true)
          hasCome = try shell.settle(milliseconds: 2).contains(job) || hasCome
        }
      }
    }
    return times
  }

  /// As much as a shell ever keeps.
  private static func writeHistory(in directory: String) throws {
    var lines = (1..<10_000).map { "getJobList(list(state = \"active\")); getJob job\($0)" }
    lines.insert("getJobResult nightly_unmistakable", at: 0)
    try (lines.joined(separator: "\n") + "\n").write(toFile: directory + "/history", atomically: true, encoding: .utf8)
  }

  private static func open(_ program: String, _ service: Service) throws -> Terminal {
    let shell = try Terminal([program, "--no-init"], environment: ["AZP_STATE_DIR": service.directory])
    try shell.wait(for: "azp>")
    try shell.settle(milliseconds: 200)
    return shell
  }
}
