internal import LineEditor

/// Completes the names of a few commands, `job` to many ids, and `wide` to a
/// word of wide characters.
struct DemoCompleter: Completer {
  func completions(for text: String, cursor: Int) -> Completion {
    let before = Array(text.utf8.prefix(cursor))
    let start = (before.lastIndex { $0 == 0x20 || $0 == 0x0A } ?? -1) + 1
    let word = String(decoding: before[start...], as: UTF8.self)
    var known: [Completion.Candidate] = [
      .init("getJob", description: "one job"), .init("getJobList", description: "all jobs"),
      .init("getJobResult", description: "what a job returned"), .init("deleteJob"), .init("宽字符测试"),
    ]
    if word.hasPrefix("job") { known += (100..<350).map { .init("job\($0)") } }
    return Completion(candidates: known.filter { $0.text.hasPrefix(word) }, replace: start..<cursor)
  }
}
