/// How far two spellings are apart: insertions, deletions, substitutions and
/// exchanges of neighbours, each counting one.
package enum EditDistance {
  /// The candidate that a mistyped word most probably stands for, or `nil`
  /// when none is near: one edit is allowed for each three characters, at
  /// least one and at most three. A difference in case alone is always near.
  package static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
    let lowered = Array(word.lowercased().unicodeScalars)
    guard lowered.count > 1 else { return nil }
    let limit = min(max(1, lowered.count / 3), 3)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word && !candidate.isEmpty {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard abs(other.count - lowered.count) <= limit else { continue }
      let distance = between(lowered, other, atMost: best.map { min(limit, $0.distance) } ?? limit)
      guard let distance else { continue }
      if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The distance, or `nil` when it is above the limit.
  static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      if let smallest = row.min(), smallest > limit { return nil }
      beforeLast = last
      last = row
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
