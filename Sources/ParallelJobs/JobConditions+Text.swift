import Wording

extension JobConditions {
  /// Conditions of one text.
  struct Group: Equatable {
    /// In one line, shortened.
    var text: String
    /// The iterations that signalled it, each once.
    var iterations: [Int]

    /// `careful (iterations 1, 2, 3 and 7 more)`.
    var line: String {
      let shown = iterations.prefix(3).map(String.init).joined(separator: ", ")
      let rest = iterations.count > 3 ? " and \(iterations.count - 3) more" : ""
      return "\(text) (iteration\(iterations.count == 1 ? "" : "s") \(shown)\(rest))"
    }
  }

  /// The conditions of a kind by their texts, in the order in which they first
  /// appear.
  func groups(of kind: Kind) -> [Group] {
    var groups: [Group] = []
    var positions: [String: Int] = [:]
    for condition in texts[kind] ?? [] {
      let words = condition.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let text = words.count > 200 ? words.prefix(197) + "..." : words
      if let position = positions[text] {
        if groups[position].iterations.last != condition.iteration {
          groups[position].iterations.append(condition.iteration)
        }
      } else {
        positions[text] = groups.count
        groups.append(Group(text: text, iterations: [condition.iteration]))
      }
    }
    return groups
  }

  /// One line for each kind: `2 warnings: careful (iteration 1), ...`.
  ///
  /// - Parameter most: How many different texts each line shows at most.
  package func lines(most: Int) -> [String] {
    Kind.allCases.compactMap { kind in
      guard count(kind) > 0 else { return nil }
      let groups = groups(of: kind)
      let shown = groups.prefix(most).map(\.line) + (groups.count > most ? ["..."] : [])
      return "\(Words.counted(count(kind), kind.rawValue)): \(shown.joined(separator: ", "))"
    }
  }

  /// `2 warnings and 1 message`; nil when there are none.
  package var countsText: String? {
    let parts = Kind.allCases.filter { count($0) > 0 }.map { Words.counted(count($0), $0.rawValue) }
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }
}

extension JobFacts {
  /// What the loop's body signalled beside its values.
  var conditionFindings: [Finding] {
    let most = 10
    return JobConditions.Kind.allCases.compactMap { kind in
      let count = conditions.count(kind)
      guard count > 0 else { return nil }
      let groups = conditions.groups(of: kind)
      let rest = groups.dropFirst(most).reduce(0) { $0 + $1.iterations.count }
      return Finding(
        kind: .conditions, fact: "The loop's body signalled \(Words.counted(count, kind.rawValue)):",
        lines: groups.prefix(most).map(\.line) + (rest > 0 ? ["... and \(rest) more"] : []))
    }
  }
}
