import Foundation

/// What Tab costs in a shell that knows a number of jobs.
struct Tab {
  private static let count = 50

  private let jobs: Int
  private let command: [Double]
  private let id: [Double]
  private let list: [Double]
  /// Of the shell, in megabytes.
  private let memory: Double

  /// - Parameter jobs: as many are named `unmistakable`, `job1`, `job2` and so on.
  init(_ program: String, _ service: Service, jobs: Int) throws {
    let shell = try Terminal([program, "--no-init"], environment: ["AZP_STATE_DIR": service.directory])
    try shell.wait(for: "azp>")
    shell.send("refresh\r")
    try shell.wait(for: "Completion knows \(jobs) ")
    try shell.settle(milliseconds: 200)
    self.jobs = jobs
    command = try Self.times(shell) { try Self.tab("getJobRes", "ult", shell) }
    id = try Self.times(shell) { try Self.tab("getJob unmis", "takable", shell) }
    list = try Self.times(shell) {
      // The first Tab finds that they have no more in common; of many the
      // second says how many there are.
      shell.send("getJob job")
      for _ in 0..<(jobs >= 100 ? 2 : 1) {
        try shell.settle()
        shell.send("\t")
      }
      try shell.settle()
      return try shell.seconds(from: "\t", to: "getJob job")
    }
    memory = try Service.memory(of: shell.process)
  }

  static func show(_ all: [Tab]) {
    print(row("Tab until it is drawn, median of \(count), ms", all.map { "\($0.jobs) jobs" }))
    func line(_ title: String, _ times: (Tab) -> [Double]) {
      print(row(title, all.map { text(median(times($0)) * 1000, 2) }))
    }
    line("completes a command", \.command)
    line("completes the id of a job", \.id)
    line("lists ids, 1,000 at most", \.list)
    print(row("memory of the shell, MB", all.map { text($0.memory, 0) }))
    print("")
  }

  private static func times(_ shell: Terminal, _ measure: () throws -> Double) throws -> [Double] {
    try (0..<count).map { _ in
      let time = try measure()
      shell.send("\u{15}")
      try shell.settle()
      return time
    }
  }

  private static func tab(_ beginning: String, _ rest: String, _ shell: Terminal) throws -> Double {
    shell.send(beginning)
    try shell.settle()
    return try shell.seconds(from: "\t", to: rest)
  }
}
