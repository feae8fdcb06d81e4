import Foundation
import TerminalTesting
import Testing

/// A job lives in the service and on its nodes: no shell's end touches it,
/// and not even the service's.
@Suite("A job of 40 slow iterations", .serialized)
struct DurabilityTests {
  private static let iterations = 40

  /// Each iteration notes that it runs: one line, in one write.
  private func submission(in home: Home, as id: String) -> String {
    "slow <- foreach(i = 1:\(Self.iterations), .options.azure = list(wait = FALSE, job = '\(id)', chunkSize = 4)) "
      + "%dopar% { cat(paste0(i, '\\n'), file = '\(home.workDirectory)/runs', append = TRUE); Sys.sleep(0.2); i * 10 }"
  }

  private func runs(in home: Home) -> [Int] {
    home.text(of: "runs").split(separator: "\n").compactMap { Int($0) }
  }

  /// Submits in a shell, waits until tasks run, and leaves the shell.
  private func submitAndLeave(_ home: Home, as id: String) async throws {
    let shell = try await home.shell(columns: 120)
    let shown = try await shell.run(submission(in: home, as: id))
    #expect(shown.contains { $0.contains("Submitted the job `\(id)`") }, "\(shown)")
    try await eventually("tasks run") { !runs(in: home).isEmpty }
    let last = try await shell.leave()
    #expect(last.contains { $0.contains("The job `\(id)` keeps running") }, "\(last)")
  }

  /// Comes back in another shell: finds the job by Tab, waits, and fetches.
  private func returnAndFetch(_ home: Home, _ id: String) async throws {
    let shell = try await home.shell(columns: 120)
    let list = try await shell.run("getJobList()")
    // Ten tasks of four iterations, and the merge.
    #expect(list.contains { $0.hasPrefix("\(id) ") && $0.hasSuffix(" 0          11") }, "\(list)")

    try await shell.complete("waitForJob " + id.prefix(5), to: "azp> waitForJob \(id)")
    shell.send(Key.enter)
    try await shell.waitFor("the end of the job", timeout: .seconds(120)) { screen in
      screen.isAtEmptyPrompt && screen.transcript.contains { $0.contains("100 % (11/11)") }
    }
    let listed = try await shell.run("getJobList()")
    #expect(listed.contains("\(id)  completed  100 %             0          11"), "\(listed)")
    try await shell.run("results <- getJobResult('\(id)')")
    let sum = try await shell.run("c(length(results), sum(unlist(results)))")
    #expect(sum == ["[1]   40 8200"])
    _ = try await shell.leave()
    #expect(runs(in: home).sorted() == Array(1...Self.iterations), "every iteration ran, and none twice")
  }

  @Test("runs on when the shell is left, and the next shell lists, completes and fetches it")
  func shellIsLeft() async throws {
    try await Home.use { home in
      try await submitAndLeave(home, as: "overnight")
      try await returnAndFetch(home, "overnight")
    }
  }

  @Test("survives that the service is stopped and started again while tasks run")
  func serviceIsStopped() async throws {
    try await Home.use { home in
      try await submitAndLeave(home, as: "stopped")
      let first = try home.service().processID
      let outcome = try await home.azp("stop")
      #expect(outcome.output == "The service has ended; running tasks go on.\n", "\(outcome)")
      #expect(ProcessTable.hasEnded(first))
      let again = try await home.azp("stop")
      #expect(again.status == 0 && again.output.hasPrefix("No service is running on "), "\(again)")

      try await returnAndFetch(home, "stopped")
      #expect(try home.service().processID != first)
    }
  }

  @Test("survives that the service is killed while tasks run")
  func serviceIsKilled() async throws {
    try await Home.use { home in
      try await submitAndLeave(home, as: "killed")
      let first = try home.service().processID
      #expect(kill(first, SIGKILL) == 0)
      try await eventually("the service is dead") { ProcessTable.hasEnded(first) }

      try await returnAndFetch(home, "killed")
    }
  }

  @Test("survives that the service is killed under an open shell, again and again")
  func serviceIsKilledUnderTheShell() async throws {
    try await Home.use { home in
      let shell = try await home.shell(columns: 120)
      try await shell.run(submission(in: home, as: "stubborn"))
      for round in 1...3 {
        try await eventually("more tasks run") { runs(in: home).count >= round * 6 }
        let service = try home.service().processID
        #expect(kill(service, SIGKILL) == 0)
        try await eventually("the service is dead") { ProcessTable.hasEnded(service) }
        let list = try await shell.run("getJobList()")
        #expect(list.contains { $0.hasPrefix("stubborn ") && $0.hasSuffix(" 0          11") }, "\(list)")
      }
      _ = try await shell.leave()
      try await returnAndFetch(home, "stubborn")
    }
  }
}
