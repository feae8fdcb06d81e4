import AzureWire
import Session
import Testing

@Suite("The table of jobs")
struct JobTableTests {
  private let time = Timestamp(ticks: 17)

  private func entries(_ table: JobTable) -> [JobTable.Entry] { (0..<table.count).map { table[$0] } }

  private func ids(_ table: JobTable) -> [String] { entries(table).map(\.id) }

  @Test("gives back what it took, in the order of the ids, without what is on its way out")
  func keeps() {
    let table = JobTable([
      JobHead(id: "second", state: .completed, creationTime: time), JobHead(id: "gone", state: .deleting),
      JobHead(id: "first", state: JobState(rawValue: "strange")), JobHead(id: "", state: nil, creationTime: time),
    ])
    #expect(
      entries(table) == [
        .init(id: "", state: .active, creationTime: time),
        .init(id: "first", state: JobState(rawValue: "strange"), creationTime: nil),
        .init(id: "second", state: .completed, creationTime: time),
      ])
  }

  @Test("takes pages in any order")
  func pages() async throws {
    let (pages, page) = AsyncStream<[JobHead]>.makeStream()
    page.yield([JobHead(id: "c"), JobHead(id: "aa")])
    page.yield([JobHead(id: "b"), JobHead(id: "a")])
    page.finish()
    #expect(ids(try await JobTable(pages)) == ["a", "aa", "b", "c"])
  }

  @Test("finds those that begin so")
  func prefix() {
    let table = JobTable(["a", "ab", "abc", "b", "ba"].map { JobHead(id: $0) })
    #expect(table.indices(prefix: "") == 0..<5)
    #expect(table.indices(prefix: "ab") == 1..<3)
    #expect(table.indices(prefix: "b") == 3..<5)
    #expect(table.indices(prefix: "aa").isEmpty)
    #expect(table.indices(prefix: "z").isEmpty)
    #expect(JobTable().indices(prefix: "a").isEmpty)
  }

  @Test("is, after any changes, as one that was made of what is left")
  func changes() {
    var generator = SystemRandomNumberGenerator()
    var expected: [String: JobState] = [:]
    var table = JobTable()
    for _ in 0..<500 {
      let id =
        String(repeating: "x", count: Int.random(in: 0...3, using: &generator))
        + String(Int.random(in: 0..<30, using: &generator))
      let state: JobState? = [.active, .completed, nil].randomElement(using: &generator) ?? nil
      expected[id] = state
      table.set(id, to: state.map { JobTable.Entry(id: id, state: $0, creationTime: time) })
      #expect(
        entries(table)
          == expected.sorted { $0.key < $1.key }.map { .init(id: $0.key, state: $0.value, creationTime: time) })
    }
  }
}
