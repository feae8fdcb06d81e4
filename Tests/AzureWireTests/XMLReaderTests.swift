import AzureWire
import Testing

@Suite("XML")
struct XMLReaderTests {
  @Test("elements, attributes, entities, CDATA and comments are read")
  func reading() throws {
    let text = """
      \u{FEFF}<?xml version="1.0" encoding="utf-8"?><!-- a -->
      <List Prefix='a"b' Next = "&lt;&#x41;&#66;">
        <Name>a &amp; b<!-- c --> c</Name> <Empty/><Data><![CDATA[<&]]></Data>
      </List > <!-- end -->
      """
    let node = try XMLReader.read(text.utf8)
    #expect(node.name == "List")
    #expect(node.attributes == ["Prefix": "a\"b", "Next": "<AB"])
    #expect(node["Name"]?.text == "a & b c")
    #expect(node["Empty"] == XMLNode("Empty"))
    #expect(node["Data"]?.text == "<&")
    #expect(node.text.isEmpty)
  }

  @Test("what is written is read again as it was")
  func roundTrip() throws {
    var node = XMLNode("A", children: [XMLNode("B", text: " <&>\"'\t\n\r é 😀 "), XMLNode("C")])
    node.attributes = ["x": "<\"&\n>"]
    #expect(try XMLReader.read(node.document.utf8) == node)
  }

  @Test("characters that XML cannot carry are left out of what is written")
  func controlCharacters() throws {
    #expect(try XMLReader.read(XMLNode("A", text: "a\u{1}\u{0}b").document.utf8).text == "ab")
  }

  @Test(
    "a broken document is refused with the place of its fault",
    arguments: [
      "", " ", "text", "<", "<a", "<a>", "<a></b>", "<a/>x", "<a/><b/>", "<a x></a>", "<a x=1/>", "<a x='1/>", "<a>&",
      "<a>&no;</a>",
      "<a>&#xD800;</a>", "<a>&#99999999999;</a>", "<!DOCTYPE a><a/>", "<a><!ENTITY></a>", "<a><![CDATA[</a>", "<?xml",
      "<!--",
      "</a>", "<a></a", "< a/>",
    ])
  func malformed(text: String) {
    let error = #expect(throws: XMLError.self) { try XMLReader.read(text.utf8) }
    #expect((error?.offset ?? -1) >= 0 && (error?.offset ?? .max) <= text.utf8.count)
  }

  @Test("nesting is bounded")
  func depth() throws {
    let deep = { (count: Int) in String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count) }
    _ = try XMLReader.read(deep(64).utf8)
    #expect(throws: XMLError.self) { try XMLReader.read(deep(65).utf8) }
    #expect(throws: XMLError.self) { try XMLReader.read(String(repeating: "<a>", count: 1_000_000).utf8) }
  }

  @Test("no bytes whatever hurt the reader")
  func fuzz() throws {
    var generator = SplitMix(state: 20_260_301)
    let seed = Array(
      "<?xml version='1.0'?><a x='1'><b>&amp;&#65;<![CDATA[x]]><!-- y --></b><c/>text</a>".utf8)
    let pieces = [
      "<", ">", "</", "/>", "&", ";", "<!--", "-->", "<![CDATA[", "]]>", "'", "\"", "=", "<?", "?>", "a", " ", "\u{0}",
    ]
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: place)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...4, using: &generator)))
        default: if place < bytes.count { bytes[place] = .random(in: .min ... .max, using: &generator) }
        }
      }
      if let node = try? XMLReader.read(bytes) {
        // What could be read can be written and read once more.
        _ = try? XMLReader.read(node.document.utf8)
      }
    }
  }
}
