import AzureWire
import BatchService
import Testing

@Suite("JSON as text")
struct JSONTextTests {
  @Test(
    "what a string holds comes back",
    arguments: [
      "", "plain", "\"quoted\"", "back\\slash", "a\nb\r\tc", "\u{0}\u{1}\u{1F}\u{7F}", "käse 🧀 e\u{301}",
      "\u{2028}\u{2029}", "</script>", "\r\n",
    ])
  func roundTrip(text: String) throws {
    let literal = JSONText.string(text)
    #expect(try JSONText.decode([String].self, "[\(literal)]").map { Array($0.utf8) } == [Array(text.utf8)])
  }

  @Test("control characters are escaped")
  func controls() {
    #expect(JSONText.string("\u{1}\n") == #""\u0001\n""#)
    #expect(JSONText.string("\r\n") == #""\r\n""#)
  }

  @Test("members come in the order of their names")
  func order() throws {
    #expect(try JSONText.encode(JSONValue.object(["b": 1, "a": "x/y"])) == #"{"a":"x/y","b":1}"#)
  }
}
