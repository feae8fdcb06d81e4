import LineEditor
import Testing

@Suite("The Tab key")
struct CompletionKeyTests {
  private func completion(_ candidates: [String], replace: Range<Int>, suffix: String = " ") -> Completion {
    Completion(candidates: candidates.map { .init($0) }, replace: replace, suffix: suffix)
  }

  @Test("beeps when nothing fits, and when the completer names a place that is not there")
  func nothing() {
    var key = CompletionKey()
    #expect(key.press(text: "x", cursor: 1, completion: .none(at: 1)) == .beep)
    #expect(key.press(text: "x", cursor: 1, completion: completion(["xy"], replace: 0..<2)) == .beep)
  }

  @Test("replaces the word by the only candidate and adds the suffix once")
  func unique() {
    var key = CompletionKey()
    let found = completion(["getJob"], replace: 0..<3)
    #expect(key.press(text: "GET", cursor: 3, completion: found) == .replace(0..<3, with: "getJob "))
    #expect(key.press(text: "GET x", cursor: 3, completion: found) == .replace(0..<3, with: "getJob"))
  }

  @Test("inserts what all candidates share, then lists them at the next press")
  func several() {
    var key = CompletionKey()
    let found = completion(["getJob", "getJobList"], replace: 2..<3)
    #expect(
      key.press(text: "é g", cursor: 4, completion: completion(["getJob", "getJobList"], replace: 3..<4))
        == .replace(3..<4, with: "getJob"))
    #expect(
      key.press(text: "é getJob", cursor: 9, completion: completion(["getJob", "getJobList"], replace: 3..<9))
        == .list(found.candidates))
  }

  @Test("beeps first where nothing can be added, and lists at the second press")
  func twice() {
    var key = CompletionKey()
    let found = completion(["ab", "ac"], replace: 0..<1)
    #expect(key.press(text: "a", cursor: 1, completion: found) == .beep)
    #expect(key.press(text: "a", cursor: 1, completion: found) == .list(found.candidates))
    #expect(key.press(text: "a", cursor: 0, completion: found) == .beep)
  }

  @Test("never shortens what is typed")
  func neverShorter() {
    var key = CompletionKey()
    let found = completion(["alpha", "beta"], replace: 0..<2)
    #expect(key.press(text: "ax", cursor: 2, completion: found) == .beep)
  }

  @Test("announces a hundred candidates before it lists them")
  func many() {
    var key = CompletionKey()
    let ids = (100..<200).map { "job\($0)" }
    let found = completion(ids, replace: 0..<4)
    #expect(
      key.press(text: "job", cursor: 3, completion: completion(ids, replace: 0..<3)) == .replace(0..<3, with: "job1"))
    #expect(key.press(text: "job1", cursor: 4, completion: found) == .announce(count: 100))
    #expect(key.press(text: "job1", cursor: 4, completion: found) == .list(found.candidates))
  }
}
