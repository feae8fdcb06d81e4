import LineEditor
import Testing

@Suite("Up and Down")
struct HistoryRecallTests {
  private func walk(_ recall: inout HistoryRecall, from line: String, _ keys: String) -> [String?] {
    var line = line
    return keys.map { key in
      let shown =
        key == "u"
        ? recall.previous(line: line, cursor: line.utf8.count) : recall.next(line: line, cursor: line.utf8.count)
      if let shown { line = shown }
      return shown
    }
  }

  @Test("go through all entries from an empty line and back to it")
  func all() {
    var recall = HistoryRecall(["a", "b"])
    #expect(walk(&recall, from: "", "uuudd") == ["b", "a", nil, "b", ""])
  }

  @Test("go through the entries that begin like the line, and back to what was typed")
  func prefix() {
    var recall = HistoryRecall(["get 1", "print", "get 2"])
    #expect(walk(&recall, from: "get", "uuudd") == ["get 2", "get 1", nil, "get 2", "get"])
  }

  @Test("Down does nothing where no walk is going on")
  func idle() {
    var recall = HistoryRecall(["a"])
    #expect(recall.next(line: "", cursor: 0) == nil)
  }

  @Test("an edited entry begins a walk of its own")
  func edited() {
    var recall = HistoryRecall(["ab", "a"])
    #expect(walk(&recall, from: "", "u") == ["a"])
    #expect(walk(&recall, from: "ab?", "u") == [nil])
    #expect(walk(&recall, from: "ab", "u") == [nil])
    #expect(walk(&recall, from: "a", "u") == ["ab"])
  }

  @Test("show an entry once, where it was entered last")
  func duplicates() {
    var recall = HistoryRecall(["a", "b"])
    recall.append("a")
    recall.append("a")
    #expect(recall.entries == ["b", "a"])
    #expect(walk(&recall, from: "", "uuu") == ["a", "b", nil])
  }
}
