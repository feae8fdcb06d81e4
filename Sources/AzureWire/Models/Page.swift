/// One page of a list; ``nextLink`` is the whole URL of the next one.
public struct Page<Element: Codable & Sendable>: Codable, Sendable {
  public var value: [Element]
  public var nextLink: String?

  private enum CodingKeys: String, CodingKey {
    case value
    case nextLink = "odata.nextLink"
  }
}
