import AzureWire
import BatchService
import Testing

@Suite("Entity tags")
struct ETagTests {
  @Test("a tag is 0x and sixteen digits, and another one each time")
  func form() throws {
    let now = Timestamp(secondsSince1970: 1_772_366_400)
    let tags = (0..<100).map { _ in ETag.make(at: now) }
    for tag in tags {
      #expect(tag.wholeMatch(of: /0x8D[0-9A-F]{14}/) != nil)
    }
    #expect(Set(tags).count > 90)
  }
}
