/// One page of a list; ``nextLink`` is the whole URL of the next one.
public struct Page<Element: Codable & Sendable>: Codable, Sendable {
  /// What is on this page, which may be nothing.
  public var value: [Element]
  /// Where the next page is; nil behind the last.
  public var nextLink: String?

  private enum CodingKeys: String, CodingKey {
    case value
    case nextLink = "odata.nextLink"
  }
}
