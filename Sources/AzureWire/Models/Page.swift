/// One page of a list; ``nextLink`` is the whole URL of the next one.
package struct Page<Element: Codable & Sendable>: Codable, Sendable {
  package var value: [Element]
  package var nextLink: String?

  private enum CodingKeys: String, CodingKey {
    case value
    case nextLink = "odata.nextLink"
  }
}
