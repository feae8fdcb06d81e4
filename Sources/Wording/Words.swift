/// Counted things in words, so that number and verb agree everywhere.
package enum Words {
  /// `1 task`, `3 tasks`.
  package static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// `1 of 3 tasks`, `1 of 1 task`.
  package static func counted(_ count: Int, of total: Int, _ noun: String) -> String {
    "\(count) of \(counted(total, noun))"
  }

  /// `is` for one, `are` for none and for many; of a single thing there `is`
  /// none, too.
  package static func be(_ count: Int, of total: Int = 0) -> String { count == 1 || total == 1 ? "is" : "are" }

  /// `1 of 3 tasks is`, `2 of 3 tasks are`: the subject of a sentence.
  package static func share(_ count: Int, of total: Int, _ noun: String) -> String {
    "\(counted(count, of: total, noun)) \(be(count, of: total))"
  }

  /// A verb of the third person: `waits` for one, `wait` for none and for many.
  package static func verb(_ count: Int, _ stem: String) -> String { count == 1 ? stem + "s" : stem }

  /// `all 3 nodes`, `the only node`, `1 of 3 nodes`.
  package static func part(_ count: Int, of total: Int, _ noun: String) -> String {
    if count == total { return total == 1 ? "the only \(noun)" : "all \(total) \(noun)s" }
    return counted(count, of: total, noun)
  }

  /// `task 3`, or `tasks 3, 5, 7 and 12 more`.
  package static func ids(_ ids: [String], noun: String = "task") -> String {
    let shown = ids.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    let rest = ids.count > 5 ? " and \(ids.count - 5) more" : ""
    return "\(noun)\(ids.count == 1 ? "" : "s") \(shown)\(rest)"
  }

  /// With a capital at its beginning, to begin a sentence.
  package static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A text without its full stop, to be gone on with.
  package static func open(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
