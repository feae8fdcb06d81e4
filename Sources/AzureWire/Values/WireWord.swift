/// A word of the protocol that may grow: states, actions, results. It is read
/// without regard to case, and a word that is not known yet is kept.
package protocol WireWord: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible
where RawValue == String {
  init(rawValue: String)
}

extension WireWord {
  package var description: String { rawValue }

  package init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self).lowercased())
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
