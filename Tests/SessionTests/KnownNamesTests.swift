import Session
import Testing

@Suite("Known names")
struct KnownNamesTests {
  private let names = KnownNames()

  private func entry(_ id: String) -> KnownNames.Entry { KnownNames.Entry(id: id, state: "container", since: nil) }

  private var known: [String] { names.matching(.containers, prefix: "").map(\.id) }

  @Test("are those of the last list, and what was made or removed since")
  func changes() {
    names.replace(.containers, with: [entry("a"), entry("b")], askedAt: names.moment)
    names.add(.containers, entry("c"))
    names.add(.containers, entry("a"))
    names.remove(.containers, "b")
    #expect(known == ["a", "c"])
    #expect(names.matching(.pools, prefix: "").isEmpty)
  }

  @Test("are not taken from a list that was asked for before the last change")
  func late() {
    let moment = names.moment
    names.remove(.containers, "gone")
    names.replace(.containers, with: [entry("gone")], askedAt: moment)
    #expect(known == [])
    names.replace(.containers, with: [entry("kept")], askedAt: names.moment)
    #expect(known == ["kept"])
  }

  @Test("stay when the tasks of many jobs are read, of which the last ones stay as well")
  func manyJobs() {
    names.replace(.containers, with: [entry("kept")], askedAt: names.moment)
    let jobs = (1...40).map { KnownNames.Topic.tasks(job: "j\($0)") }
    for job in jobs { names.replace(job, with: [entry("t")], askedAt: names.moment) }
    #expect(known == ["kept"])
    let withTasks = jobs.filter { !names.matching($0, prefix: "").isEmpty }
    #expect(withTasks == jobs.suffix(32))
    names.replace(withTasks[0], with: [entry("t")], askedAt: names.moment)
    #expect(jobs.filter { !names.matching($0, prefix: "").isEmpty } == withTasks)
  }
}
