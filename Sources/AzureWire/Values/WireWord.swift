/// A word of the protocol that may grow: states, actions, results. It is read
/// without regard to case, and a word that is not known yet is kept.
public protocol WireWord: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible
where RawValue == String {
  init(rawValue: String)
}

extension WireWord {
  public var description: String { rawValue }

  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self).lowercased())
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
