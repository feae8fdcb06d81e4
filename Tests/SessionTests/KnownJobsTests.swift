import AzureWire
import Foundation
import Session
import Testing

@Suite("The known jobs")
struct KnownJobsTests {
  @Test("offer what begins so, in order, and nothing that is on its way out")
  func match() {
    let jobs = KnownJobs()
    jobs.add("job2", state: .completed)
    jobs.add("job1", state: .active)
    jobs.add("other", state: .active)
    jobs.add("job0", state: .deleting)
    #expect(jobs.matching(prefix: "job").entries.map(\.id) == ["job1", "job2"])
    jobs.remove("job1")
    #expect(jobs.ids == ["job2", "other"])
  }

  @Test("are replaced as a whole by a fresh list")
  func replace() {
    let jobs = KnownJobs()
    jobs.add("gone", state: .active)
    jobs.replace(with: JobTable())
    #expect(jobs.ids.isEmpty)
  }

  @Test("made or removed while a list was under way are put right in it")
  func replaceLate() {
    let jobs = KnownJobs()
    jobs.add("early", state: .active)
    let moment = jobs.moment
    jobs.add("new", state: .active)
    jobs.remove("gone")
    jobs.replace(with: JobTable([job("gone"), job("old")]), askedAt: moment)
    #expect(jobs.ids == ["new", "old"])
    jobs.replace(with: JobTable([job("gone")]), askedAt: jobs.moment)
    #expect(jobs.ids == ["gone"])
  }

  @Test("of very many give some, the last among them, and how many there are")
  func limit() {
    let jobs = KnownJobs()
    jobs.replace(with: JobTable((100..<400).map { job("a\($0)") } + [job("b")]))
    let match = jobs.matching(prefix: "a", limit: 2)
    #expect(match.count == 300)
    #expect(match.entries.map(\.id) == ["a100", "a101", "a399"])
    #expect(jobs.matching(prefix: "c").count == 0)
  }

  private func job(_ id: String) -> JobHead { JobHead(id: id, state: .active) }
}

@Suite("The state directory")
struct StatePathsTests {
  @Test("follows AZP_STATE_DIR, then XDG, then the home directory")
  func isFound() {
    #expect(StatePaths(environment: ["AZP_STATE_DIR": "/x", "HOME": "/h"])?.directory == "/x")
    #expect(StatePaths(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"])?.directory == "/s/azp")
    #expect(StatePaths(environment: ["XDG_STATE_HOME": "relative", "HOME": "/h"])?.directory == "/h/.local/state/azp")
    #expect(StatePaths(environment: [:]) == nil)
  }

  @Test("a service that never ran is not running")
  func isNotRunning() throws {
    let service = LocalService(
      paths: StatePaths(directory: "/nonexistent/azp"), executable: "/nonexistent/azp/program")
    #expect(!service.isRunning())
    #expect(try service.description() == nil)
  }

  @Test("a service that cannot be started is told with the reason")
  func saysWhyNotStarted() async {
    let service = LocalService(paths: StatePaths(directory: "/dev/null/azp"), executable: "/bin/false")
    await #expect(throws: SessionError.self) { try await service.attachOrStart() }
  }
}
