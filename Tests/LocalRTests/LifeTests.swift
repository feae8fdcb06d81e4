import Foundation
import LocalR
import RData
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("The life of the R process")
struct LifeTests {
  @Test("R that quits or crashes is an error, and the next evaluation starts afresh")
  func crash() async throws {
    try await withR { r, _ async throws in
      let directory = try await r.evaluate("Sys.getenv('TMPDIR')").asString ?? ""
      let quit = try await r.failure("q(status = 3)")
      #expect(quit?.code == .ended)
      #expect(
        quit?.description
          == "R ended with status 3 while evaluating `q(status = 3)`; the next evaluation starts R afresh.")
      #expect(access(directory, F_OK) != 0)
      #expect(try await r.evaluate("1") == .number(1))
      let crash = try await r.failure("tools::pskill(Sys.getpid(), 9)")
      #expect(
        crash?.description
          == "R was ended by a signal (Killed) while evaluating `tools::pskill(Sys.getpid(), 9)`; the next evaluation starts R afresh."
      )
      #expect(try await r.evaluate("2") == .number(2))
    }
  }

  @Test("R that dies between evaluations is not missed")
  func deathWhileIdle() async throws {
    try await withR { r, _ async throws in
      for _ in 0..<3 {
        let process = pid_t(try await r.processID ?? 0)
        #expect(process > 0)
        _ = Glibc.kill(process, SIGKILL)
        // A zombie until azp has taken notice.
        let deadline = ContinuousClock.now + .seconds(90)
        while Glibc.kill(process, 0) == 0, ContinuousClock.now < deadline { await Task.yield() }
        #expect(try await r.evaluate("2") == .number(2))
      }
    }
  }

  @Test("shutting down leaves no process and no file")
  func shutdown() async throws {
    let r = LocalR { _ in }
    let directory = try await r.evaluate("Sys.getenv('TMPDIR')").asString ?? ""
    let process = try await r.processID ?? 0
    var status = stat()
    #expect(stat(directory, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    await r.shutdown()
    #expect(access(directory, F_OK) != 0)
    #expect(Glibc.kill(pid_t(process), 0) != 0)
    #expect(try await r.evaluate("3") == .number(3))
    await r.shutdown()
  }

  @Test("shutting down ends an evaluation")
  func shutdownWhileEvaluating() async throws {
    let recorder = Recorder()
    let r = LocalR { recorder.record($0) }
    let task = Task { try await r.evaluate("cat('go\\n'); Sys.sleep(100)") }
    await recorder.wait(for: "go\n")
    await r.shutdown()
    await #expect(throws: LocalRError.self) { try await task.value }
  }

  @Test("letting go of it ends R")
  func release() async throws {
    var r: LocalR? = LocalR { _ in }
    let process = pid_t(try await r?.processID ?? 0)
    r = nil
    let deadline = ContinuousClock.now + .seconds(90)
    while Glibc.kill(process, 0) == 0, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
    #expect(Glibc.kill(process, 0) != 0)
  }

  @Test("what a killed azp has left behind is removed, what belongs to others is not")
  func sweep() async throws {
    // Beyond the highest process id there can be.
    let parent = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    let left = "\(parent)/azp-r-99999999-test"
    let others = "\(parent)/azp-r-\(getppid())-test"
    mkdir(left, 0o700)
    mkdir(others, 0o700)
    defer { rmdir(others) }
    try await withR { r, _ async throws in _ = try await r.evaluate("1") }
    #expect(access(left, F_OK) != 0)
    #expect(access(others, F_OK) == 0)
  }

  @Test("no R is a sentence that names what was to be evaluated")
  func noR() async throws {
    #expect(LocalR.find(path: "/nonexistent:/usr/bin") == "/usr/bin/Rscript")
    #expect(LocalR.find(path: "/nonexistent") == nil)
    let none = try await LocalR(searchPath: "/nonexistent") { _ in }.failure("withVisible(rnorm(3))")
    #expect(none?.code == .notInstalled)
    #expect(
      none?.description
        == "R is not installed on this machine (no Rscript on PATH), so `rnorm(3)` cannot be evaluated here; "
        + "install R (Debian: r-base-core).")
    let error = try await LocalR(rscript: "/nonexistent/Rscript") { _ in }.failure("rnorm(3)")
    #expect(error?.code == .notStarted)
    #expect(error?.description.contains("see that `/nonexistent/Rscript -e 1` works") == true)
    let notR = try await LocalR(rscript: "/bin/false") { _ in }.failure("rnorm(3)")
    #expect(notR?.description == "R ended with status 1 before it was ready; see that `/bin/false -e 1` works.")
  }

  @Test("names known to R: base, attached, in packages and what they depend on")
  func known() async throws {
    try await withR { r, _ async throws in
      let names = ["mean", "iris", "nowhere", "mclapply", "%dopar%", "bs"]
      #expect(try await r.known(names: names, packages: []) == ["mean", "iris"])
      #expect(
        try await r.known(names: names, packages: ["parallel", "foreach"]) == ["mean", "iris", "mclapply", "%dopar%"])
      #expect(try await r.evaluate("'package:foreach' %in% search()") == .flag(false))
      _ = try await r.evaluate("library(splines)")
      #expect(try await r.known(names: names, packages: []) == ["mean", "iris", "bs"])
      await #expect {
        try await r.known(names: ["f"], packages: ["nopackage"])
      } throws: { error in
        (error as? LocalRError)?.code == .missingPackage
      }
    }
  }
}
