import AzureWire
import Testing

@Suite("Percent encoding")
struct PercentEncodingTests {
  @Test("all but unreserved characters are encoded")
  func encoding() {
    #expect(PercentEncoding.encode("aZ09-._~") == "aZ09-._~")
    #expect(PercentEncoding.encode("a b/é%+&=?") == "a%20b%2F%C3%A9%25%2B%26%3D%3F")
    #expect(PercentEncoding.encode("a b/c", keeping: "/") == "a%20b/c")
    #expect(PercentEncoding.encode("") == "")
  }

  @Test("decoding undoes encoding, and leaves the plus sign alone")
  func decoding() {
    #expect(PercentEncoding.decode("a%20b%2f%C3%a9") == "a b/é")
    #expect(PercentEncoding.decode("a+b") == "a+b")
    let all = String(String.UnicodeScalarView((0...0x2FF).compactMap(Unicode.Scalar.init)))
    #expect(PercentEncoding.decode(PercentEncoding.encode(all)) == all)
  }

  @Test(
    "an escape that is cut short or gives no text is refused", arguments: ["%", "%4", "%zz", "a%C3", "%FF", "%C0%80"])
  func invalid(text: String) {
    #expect(PercentEncoding.decode(text) == nil)
  }

  @Test("a query keeps order, blank values and what cannot be decoded")
  func query() {
    let query = QueryItems(query: "a=1&B=x%20y&c&d=%zz&e=f=g&&a=2")
    #expect(query.items.map(\.name) == ["a", "B", "c", "d", "e", "a"])
    #expect(query.items.map(\.value) == ["1", "x y", "", "%zz", "f=g", "2"])
    #expect(query["b"] == "x y")
    #expect(query["a"] == "1")
    #expect(query["x"] == nil)
    #expect(QueryItems([("$filter", "id eq 'a'")]).encoded == "$filter=id%20eq%20%27a%27")
  }
}
