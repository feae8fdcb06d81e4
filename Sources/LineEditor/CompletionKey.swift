/// What Tab does, as a function of the line and of the Tab before it.
package struct CompletionKey {
  /// What the editor is to do.
  package enum Action: Sendable, Equatable {
    /// Replace the UTF-8 range of the statement.
    case replace(Range<Int>, with: String)
    /// Show the candidates below the line.
    case list([Completion.Candidate])
    /// Say how many there are; the next Tab lists them.
    case announce(count: Int)
    /// Ring the bell.
    case beep
  }

  /// From this many candidates on, their number is shown before they are.
  package static let announcedCount = 100

  private enum Shown {
    case nothing
    case count
  }

  private struct Press: Equatable {
    var text: String
    var cursor: Int
  }

  private var last: Press?
  private var shown = Shown.nothing

  package init() {}

  /// Answers a Tab.
  ///
  /// - Parameters:
  ///   - text: The statement so far.
  ///   - cursor: Where the cursor stands in it, as a UTF-8 offset.
  ///   - completion: What the completer said about the two.
  package mutating func press(text: String, cursor: Int, completion: Completion) -> Action {
    let isRepeated = last == Press(text: text, cursor: cursor)
    if !isRepeated { shown = .nothing }
    last = Press(text: text, cursor: cursor)

    let candidates = completion.candidates
    guard let first = candidates.first, let range = valid(completion.replace, in: text) else {
      last = nil
      return .beep
    }
    if candidates.count == 1 {
      last = nil
      let isSuffixThere = text.utf8.dropFirst(range.upperBound).starts(with: completion.suffix.utf8)
      return .replace(range, with: first.text + (isSuffixThere ? "" : completion.suffix))
    }
    let prefix = Self.commonPrefix(of: candidates)
    if prefix.utf8.count > range.count {
      let removed = range.upperBound - range.lowerBound
      var completed = Array(text.utf8)
      completed.replaceSubrange(range, with: prefix.utf8)
      last = Press(
        text: String(decoding: completed, as: UTF8.self), cursor: cursor + prefix.utf8.count - removed)
      return .replace(range, with: prefix)
    }
    guard isRepeated else { return .beep }
    if completion.count >= Self.announcedCount, case .nothing = shown {
      shown = .count
      return .announce(count: completion.count)
    }
    return .list(candidates)
  }

  private func valid(_ range: Range<Int>, in text: String) -> Range<Int>? {
    range.lowerBound >= 0 && range.upperBound <= text.utf8.count ? range : nil
  }

  /// The longest beginning that all candidates share.
  private static func commonPrefix(of candidates: [Completion.Candidate]) -> String {
    guard let first = candidates.first else { return "" }
    var prefix = Substring(first.text)
    for candidate in candidates.dropFirst() {
      var length = 0
      for (ours, theirs) in zip(prefix, candidate.text) {
        guard ours == theirs else { break }
        length += 1
      }
      prefix = prefix.prefix(length)
    }
    return String(prefix)
  }
}
