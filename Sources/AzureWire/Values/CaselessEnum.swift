/// An enumeration that is read from JSON without regard to case, because the
/// service writes `Failure` in one place and `failure` in another.
public protocol CaselessEnum: RawRepresentable, Codable, Sendable, Hashable, CaseIterable where RawValue == String {}

extension CaselessEnum {
  /// The case with this raw value, matched without case.
  public init?(caseless text: String) {
    let lowered = text.lowercased()
    guard let match = Self.allCases.first(where: { $0.rawValue == lowered }) else { return nil }
    self = match
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(caseless: text) else {
      let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not one of \(known).")
    }
    self = value
  }
}
