import AzureWire
import BatchService
import Testing

@Suite("What a client asks of a list")
struct ListQueryTests {
  @Test("a blank query asks for all members of a page of 1,000")
  func blank() throws {
    let query = try ListQuery(QueryItems(query: ""))
    #expect(query.limit == 1000 && query.after == nil && query.filter == nil && query.select == nil)
  }

  @Test("maxresults is cut to the maximum, and below one refused")
  func limits() throws {
    #expect(try ListQuery(QueryItems(query: "maxresults=5")).limit == 5)
    #expect(try ListQuery(QueryItems(query: "maxresults=5000")).limit == 1000)
    for text in ["0", "-1", "x", "1e3", "99999999999999999999"] {
      let error = #expect(throws: WireError.self) { try ListQuery(QueryItems(query: "maxresults=\(text)")) }
      #expect(error?.code == "InvalidQueryParameterValue")
      #expect(error?.values?.first?.value == "maxresults")
    }
  }

  @Test("a token leads back to the key it was made of")
  func token() throws {
    let token = PercentEncoding.encode(ListQuery.token(after: "käse-1"))
    #expect(try ListQuery(QueryItems(query: "$skiptoken=\(token)")).after == "käse-1")
    #expect(try ListQuery(QueryItems(query: "%24skiptoken=\(token)")).after == "käse-1")
  }

  @Test("a token of somebody else is refused", arguments: ["WATV2:abc", "===", "/w==", "a"])
  func foreignToken(token: String) {
    #expect(throws: WireError.self) { try ListQuery(QueryItems(query: "$skiptoken=\(token)")) }
  }

  @Test("selected names are separated by commas and spaces")
  func select() throws {
    #expect(try ListQuery(QueryItems(query: "$select=id,%20state")).select == ["id", "state"])
    #expect(try ListQuery(QueryItems(query: "$select=")).select == nil)
  }
}
