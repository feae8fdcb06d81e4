import AzureClient
import AzureWire
import Testing

@Suite("Literals in filters")
struct ODataLiteralTests {
  @Test("quotes in a text are doubled")
  func quotes() {
    #expect(ODataLiteral.string("it's") == "'it''s'")
    #expect(ODataLiteral.string("'") == "''''")
    #expect(ODataLiteral.string("") == "''")
  }

  @Test("a time is written with its type")
  func time() {
    #expect(ODataLiteral.time(Timestamp(ticks: 0)) == "datetime'1970-01-01T00:00:00Z'")
  }
}
