import AzureWire
import Wording

/// What is wrong with a configuration, all of it.
package struct ConfigurationMistakes: Error, Sendable, CustomStringConvertible {
  /// The start of the sentence, such as `The cluster configuration
  /// cluster.json`.
  package let subject: String
  package let list: [String]

  package init(subject: String, list: [String]) {
    self.subject = subject
    self.list = list
  }

  package var description: String {
    let (count, object) = list.count == 1 ? ("a mistake", "it") : ("\(list.count) mistakes", "them")
    return "\(subject) has \(count); correct \(object) and try again:\n"
      + list.map { "  \($0)" }.joined(separator: "\n")
  }
}

/// Takes a configuration apart and collects what is wrong with it, so that
/// all of it is told at once.
package struct ConfigurationReader: Sendable {
  /// Sentence parts such as `Missing poolSize$dedicatedNodes$min entry`, in
  /// the order in which they were found.
  package private(set) var mistakes: [String] = []

  package init() {}

  /// - Parameter subject: what was read, as the start of a sentence.
  /// - Throws: when there is a mistake.
  package func finish(_ subject: String) throws(ConfigurationMistakes) {
    guard mistakes.isEmpty else { throw ConfigurationMistakes(subject: subject, list: mistakes) }
  }

  /// Notes a mistake, with the node's path where there is one.
  package mutating func refuse(_ node: ConfigurationNode, _ reason: String) {
    mistakes.append(node.path.isEmpty ? reason : "\(node.path) \(reason)")
  }

  /// Notes that the node is missing.
  package mutating func require(_ node: ConfigurationNode) {
    mistakes.append("Missing \(node.path) entry")
  }

  /// A text that must be there; empty after a mistake.
  package mutating func text(_ node: ConfigurationNode) -> String {
    guard !node.isMissing else {
      require(node)
      return ""
    }
    return optionalText(node) ?? ""
  }

  /// A text that need not be there; one that is empty counts as none.
  package mutating func optionalText(_ node: ConfigurationNode) -> String? {
    switch node.value {
    case .string(let text)?: return text.isEmpty ? nil : text
    case nil: return nil
    default:
      refuse(node, "must be one text")
      return nil
    }
  }

  /// A whole number that must be there; nil after a mistake.
  package mutating func count(_ node: ConfigurationNode, from least: Int) -> Int? {
    let number: Int64?
    switch node.value {
    case .int(let value)?: number = value
    case .double(let value)?: number = Int64(exactly: value)
    case nil:
      require(node)
      return nil
    default: number = nil
    }
    guard let number, number >= least, number <= Int32.max else {
      refuse(node, "must be a whole number from \(least) on")
      return nil
    }
    return Int(number)
  }

  /// Any number of texts: an array, one text alone, or nothing.
  package mutating func texts(_ node: ConfigurationNode) -> [String] {
    switch node.value {
    case nil: return []
    case .string(let text)?: return text.isEmpty ? [] : [text]
    case .object(let members)? where members.isEmpty: return []
    case .array(let elements)?:
      let texts = elements.compactMap { element -> String? in
        if case .string(let text) = element { text } else { nil }
      }
      if texts.count == elements.count { return texts.filter { !$0.isEmpty } }
    default: break
    }
    refuse(node, "must be texts such as [\"one\", \"two\"]")
    return []
  }

  /// Notes members that nobody reads, which are mostly misspelt.
  ///
  /// - Parameter others: what other tools call an entry, in small letters,
  ///   with its name here.
  package mutating func allow(_ names: [String], in node: ConfigurationNode, others: [String: String] = [:]) {
    for name in node.names where !names.contains(name) {
      let meant = others[name.lowercased()] ?? EditDistance.suggestion(for: name, among: names)
      let advice = meant.map { "did you mean `\($0)`?" } ?? "the entries are \(names.joined(separator: ", "))"
      refuse(node[name], "is no entry that is known here; \(advice)")
    }
  }
}
