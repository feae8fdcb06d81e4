import AzureWire
import ParallelJobs
import Session
import Testing

@Suite("The jobs that are followed")
struct WatchListTests {
  private func ending(_ id: String) -> JobEnding {
    JobEnding(id: id, progress: JobProgress(state: .completed, counts: TaskCounts(completed: 2, succeeded: 2)))
  }

  @Test("are looked at more and more rarely, until something happens")
  func pace() {
    var list = WatchList()
    #expect(list.pause(now: 0) == nil, "nobody looks for nothing")
    list.follow("a", now: 100)
    #expect(list.pause(now: 100) == 1)
    #expect(list.pause(now: 150) == 5)
    #expect(list.pause(now: 100_000) == 30)
    list.follow("b", now: 1000)
    #expect(list.pause(now: 1000) == 1)
    _ = list.looked([ending("a")], now: 2000)
    #expect(list.pause(now: 2000) == 1, "where one ends others may")
    _ = list.looked([ending("b")], now: 2001)
    #expect(list.pause(now: 2001) == nil)
  }

  @Test("are asked one by one whether they can begin, until they have")
  func turns() {
    var list = WatchList()
    #expect(list.takeTurn() == nil)
    for id in ["a", "b", "c"] { list.follow(id, now: 0) }
    #expect(Set((1...3).compactMap { _ in list.takeTurn() }) == ["a", "b", "c"])
    list.noteBegin(of: "b")
    #expect(Set((1...4).compactMap { _ in list.takeTurn() }) == ["a", "c"])
    list.leave("a")
    list.noteBegin(of: "c")
    #expect(list.takeTurn() == nil)
  }

  @Test("are asked for less often while the service does not answer")
  func failures() {
    var list = WatchList()
    list.follow("a", now: 0)
    list.failed()
    list.failed()
    #expect(list.pause(now: 0) == 4)
    for _ in 0..<100 { list.failed() }
    #expect(list.pause(now: 0) == 30)
    _ = list.looked([], now: 1)
    #expect(list.pause(now: 1) == 1)
  }

  @Test("do not all look at the same moment")
  func jitter() {
    var list = WatchList()
    list.follow("a", now: 0)
    #expect(list.pause(now: 0, jitter: 1) == 1.1)
  }

  @Test("end once, and not at all when they were left meanwhile")
  func endings() {
    var list = WatchList()
    list.follow("a", now: 0)
    list.follow("a", now: 0)
    list.follow("b", now: 0)
    #expect(list.followed == ["a", "b"])
    list.leave("b")
    #expect(list.looked([ending("a"), ending("b")], now: 1).map(\.id) == ["a"])
    #expect(list.looked([ending("a")], now: 2).isEmpty)
  }

  @Test("are missed when they end and are not told one by one, until asked for")
  func missed() {
    var list = WatchList()
    for mode in NoticeMode.allCases {
      list.mode = mode
      list.follow(mode.rawValue, now: 0)
      _ = list.looked([ending(mode.rawValue)], now: 1)
    }
    #expect(list.takeMissed().map(\.id) == ["off", "summary"])
    #expect(list.takeMissed().isEmpty)
  }
}

@Suite("What is read in the background")
struct RefreshPaceTests {
  @Test("is not read within a second, nor twenty times as long as reading takes")
  func pace() {
    var pace = RefreshPace<String>()
    #expect(pace.isDue("a", now: 0))
    pace.asked("a", from: 0, to: 0.01)
    #expect(!pace.isDue("a", now: 1))
    #expect(pace.isDue("b", now: 1))
    #expect(pace.isDue("a", now: 1.01))
    pace.asked("a", from: 2, to: 3)
    #expect(!pace.isDue("a", now: 22.9))
    #expect(pace.isDue("a", now: 23))
  }
}
