import AzureWire
import ParallelJobs
import Session
import Testing

@testable import Commands

@Suite("A short id of a job")
struct ShortJobIDTests {
  private func jobs(_ ids: [String]) -> ShortJobID {
    let known = KnownJobs()
    for id in ids { known.add(id, state: .active) }
    return ShortJobID(jobs: known.matching(prefix: "").entries)
  }

  @Test("means the one job that begins so, whatever its case, and never none")
  func unique() throws {
    let jobs = jobs(["nightly", "Weekly", "weekly-old"])
    #expect(try jobs.id(meantBy: "nigh") == "nightly")
    #expect(try jobs.id(meantBy: "NIGHT") == "nightly")
    #expect(try jobs.id(meantBy: "weekly") == "Weekly")
    #expect(try jobs.id(meantBy: "yearly") == nil)
    #expect(try jobs.id(meantBy: "") == nil)
  }

  @Test("that begins several is refused with the first five of them")
  func ambiguous() {
    let jobs = jobs((1...7).map { "job\($0)" })
    let error = #expect(throws: JobError.self) { try jobs.id(meantBy: "jo") }
    #expect(
      error?.description == """
        No job is called `jo`, and 7 begin so; type more of the id:
          job1 (active)
          job2 (active)
          job3 (active)
          job4 (active)
          job5 (active)
          ... and 2 more
        """)
  }
}
