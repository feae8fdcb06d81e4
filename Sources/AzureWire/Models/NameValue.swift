/// An environment setting or a metadata item.
public struct NameValue: Codable, Sendable, Equatable {
  /// What is named; names need not be unique.
  public var name: String
  /// What the name stands for.
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    value = try container.decodeIfPresent(String.self, forKey: .value) ?? ""
  }
}
