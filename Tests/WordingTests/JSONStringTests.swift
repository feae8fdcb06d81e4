import Foundation
import Testing
import Wording

@Suite("String literals of JSON")
struct JSONStringTests {
  @Test(
    "what a string holds comes back",
    arguments: [
      "", "plain", "\"quoted\"", "back\\slash", "a\nb\r\tc", "\u{0}\u{1}\u{1F}\u{7F}", "käse 🧀 e\u{301}",
      "\u{2028}\u{2029}", "</script>", "\r\n",
    ])
  func roundTrip(text: String) throws {
    let array = Data("[\(JSONString.quoted(text))]".utf8)
    #expect(try JSONDecoder().decode([String].self, from: array).map { Array($0.utf8) } == [Array(text.utf8)])
  }

  @Test("control characters are escaped")
  func controls() {
    #expect(JSONString.quoted("\u{1}\n") == #""\u0001\n""#)
    #expect(JSONString.quoted("\r\n") == #""\r\n""#)
    #expect(JSONString.quoted("a\u{7F}") == #""a\u007f""#)
  }
}
