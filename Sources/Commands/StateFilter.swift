import RData
import SessionLanguage
import Wording

extension CommandInvocation {
  /// The states that a list is narrowed to, from `filter = list(state = c(...))`
  /// and `state`; none when all are wanted.
  ///
  /// - Parameters:
  ///   - known: the states there are, in lower case.
  ///   - thing: what has them, such as `a job`.
  func states(known: [String], of thing: String) throws -> [String] {
    var words = try strings("state")
    if let filter = self["filter"], !filter.isNull {
      guard case .list = filter.storage else {
        let example = known.prefix(2).map { "\"\($0)\"" }.joined(separator: ", ")
        throw diagnostic("`filter` of `\(name)` must be a list such as `list(state = c(\(example)))`", at: "filter")
      }
      for name in filter.names ?? [] where name != "state" {
        throw diagnostic("`\(self.name)` cannot be filtered by `\(name)`, only by `state`", at: "filter")
      }
      words += filter.element("state")?.asStrings ?? []
    }
    for word in words where !known.contains(word.lowercased()) {
      throw diagnostic(
        "`\(word)` is no state of \(thing); the states are \(known.joined(separator: ", "))",
        at: isGiven("state") ? "state" : "filter", suggestion: EditDistance.suggestion(for: word, among: known))
    }
    return words.map { $0.lowercased() }
  }
}
