import LocalR
import RData
import Testing

@Suite("Interrupting R")
struct InterruptionTests {
  /// Cancels an evaluation once it has printed `go`, by itself or at first.
  private func cancel(_ source: String, _ r: LocalR, _ recorder: Recorder) async -> Result<RValue, any Error> {
    let task = Task { try await r.evaluate(source.contains("go\\n") ? source : "cat('go\\n'); \(source)") }
    await recorder.wait(for: "go\n")
    task.cancel()
    return await task.result
  }

  @Test(
    "cancelling ends the evaluation, not R",
    arguments: ["repeat {}", "Sys.sleep(100)", "system('sleep 100'); repeat {}"])
  func cancel(source: String) async throws {
    try await withR(patience: .seconds(4)) { r, recorder async throws in
      let before = try await r.processID
      let result = await cancel(source, r, recorder)
      #expect(throws: CancellationError.self) { try result.get() }
      #expect(try await r.processID == before)
    }
  }

  @Test("code sees an ordinary interrupt and may clean up")
  func cleanup() async throws {
    try await withR { r, recorder async throws in
      let result = await cancel(
        "tryCatch({ cat('go\\n'); repeat {} }, interrupt = function(i) 'caught', finally = cat('cleaned\\n'))", r,
        recorder)
      #expect(try result.get() == .string("caught"))
      #expect(recorder.standardOutput == "go\ncleaned\n")
    }
  }

  @Test("what does not heed interrupts is killed, and the next evaluation starts R afresh")
  func kill() async throws {
    try await withR(patience: .milliseconds(500)) { r, recorder async throws in
      let before = try await r.processID
      let result = await cancel("suspendInterrupts(repeat {})", r, recorder)
      #expect(throws: CancellationError.self) { try result.get() }
      #expect(recorder.standardError.hasPrefix("R did not heed the interrupt and was killed;"))
      let after = try await r.processID
      #expect(after != nil && after != before)
    }
  }

  @Test("an interrupt never reaches the next evaluation, whenever it comes")
  func noStrayInterrupts() async throws {
    try await withR { r, _ async throws in
      let before = try await r.processID
      for round in 0..<60 {
        let task = Task { try await r.evaluate("for (i in 1:2000) i; 1") }
        try await Task.sleep(for: .microseconds(round * 50))
        task.cancel()
        _ = await task.result
        #expect(try await r.evaluate("x <- 0; for (i in 1:2000) x <- x + 1; x") == .number(2000))
      }
      #expect(try await r.processID == before)
    }
  }

  @Test("an evaluation that waits for its turn can be cancelled, too")
  func cancelWhileWaiting() async throws {
    try await withR { r, recorder async throws in
      let running = Task { try await r.evaluate("cat('go\\n'); Sys.sleep(100)") }
      await recorder.wait(for: "go\n")
      let waiting = Task { try await r.evaluate("cat('never\\n')") }
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
      running.cancel()
      await #expect(throws: CancellationError.self) { try await running.value }
      #expect(try await r.evaluate("1") == .number(1))
      #expect(recorder.standardOutput == "go\n")
    }
  }

  @Test("cancelling while R starts leaves an R that can be started")
  func cancelStart() async throws {
    try await withR { r, _ async throws in
      let task = Task { try await r.evaluate("1") }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      let second = Task { try await r.evaluate("1") }
      try await Task.sleep(for: .milliseconds(30))
      second.cancel()
      _ = await second.result
      #expect(try await r.evaluate("2") == .number(2))
    }
  }
}
