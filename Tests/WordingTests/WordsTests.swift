import Testing
import Wording

@Suite("Counted things")
struct WordsTests {
  @Test(
    "agree in number",
    arguments: [
      (0, 2, "0 of 2 tasks are"), (1, 2, "1 of 2 tasks is"), (2, 2, "2 of 2 tasks are"), (1, 1, "1 of 1 task is"),
      (0, 1, "0 of 1 task is"),
    ])
  func shares(count: Int, total: Int, text: String) {
    #expect(Words.share(count, of: total, "task") == text)
  }

  @Test("are one, or many, or none")
  func nouns() {
    #expect([0, 1, 2].map { Words.counted($0, "node") } == ["0 nodes", "1 node", "2 nodes"])
    #expect([0, 1, 2].map { Words.verb($0, "wait") } == ["wait", "waits", "wait"])
    #expect(Words.part(1, of: 1, "node") == "the only node")
    #expect(Words.part(2, of: 2, "node") == "all 2 nodes")
    #expect(Words.part(1, of: 2, "node") == "1 of 2 nodes")
  }

  @Test("are named where they are few")
  func ids() {
    #expect(Words.ids(["3"]) == "task `3`")
    #expect(Words.ids((1...7).map(String.init)) == "tasks `1`, `2`, `3`, `4`, `5` and 2 more")
  }
}
