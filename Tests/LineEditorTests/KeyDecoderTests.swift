import LineEditor
import Testing

@Suite("Bytes from the terminal")
struct KeyDecoderTests {
  private func keys(_ bytes: some Sequence<UInt8>, translatesArrows: Bool = false, givesUp: Bool = true) -> [KeyDecoder
    .Key]
  {
    var decoder = KeyDecoder(isTerminal: true, translatesArrows: translatesArrows)
    for byte in bytes { decoder.feed(byte) }
    if givesUp { decoder.giveUp() }
    var keys: [KeyDecoder.Key] = []
    while let key = decoder.next() { keys.append(key) }
    return keys
  }

  private func characters(_ text: String) -> [KeyDecoder.Key] { text.unicodeScalars.map { .character($0) } }

  @Test("are characters of one to four bytes")
  func utf8() {
    #expect(keys("aé日🎉".utf8) == characters("aé日🎉"))
  }

  @Test("that are no UTF-8 vanish without taking a neighbour with them")
  func malformed() {
    #expect(keys([0x61, 0xC3, 0x62]) == characters("ab"))
    #expect(keys([0xFF, 0x61]) == characters("a"))
    #expect(keys([0xE6, 0x97, 0xC3, 0xA9]) == characters("é"))
    #expect(keys([0x80, 0x80, 0x80, 0x80, 0x80, 0x61]) == characters("a"))
  }

  @Test("of an unknown sequence are keys one by one")
  func otherSequences() {
    #expect(keys("\u{1B}[1;5C".utf8) == characters("\u{1B}[1;5C"))
    #expect(keys("\u{1B}[20~x".utf8) == characters("\u{1B}[20~x"))
    #expect(keys("\u{1B}\u{1B}[A".utf8) == characters("\u{1B}\u{1B}[A"))
  }

  @Test("of a lone Escape are a key once nothing follows")
  func loneEscape() {
    #expect(keys([0x1B], givesUp: false) == [])
    #expect(keys([0x1B]) == characters("\u{1B}"))
    var decoder = KeyDecoder(isTerminal: true)
    #expect(decoder.patience == nil)
    decoder.feed(0x1B)
    #expect(decoder.patience == .milliseconds(30))
  }

  @Test("of Up and Down are ^P and ^N where they must be")
  func arrows() {
    #expect(keys("\u{1B}[A\u{1B}OBx".utf8, translatesArrows: true) == characters("\u{10}\u{0E}x"))
    #expect(keys("\u{1B}[A".utf8) == characters("\u{1B}[A"))
  }

  @Test(
    "of a paste are one text with plain newlines and nothing that steers a terminal",
    arguments: [
      ("one\rtwo", "one\ntwo"), ("one\r\ntwo\r\n", "one\ntwo"), ("a\tb\n\n", "a\tb\n"),
      ("\u{1B}[31mred\u{7}", "[31mred"),
      ("日本\u{3}", "日本"), ("", ""), ("[201~", "[201~"),
    ])
  func paste(sent: String, inserted: String) {
    #expect(
      keys("a\u{1B}[200~\(sent)\u{1B}[201~b".utf8)
        == characters("a") + [.paste(inserted)] + characters("b"))
  }

  @Test("from a file mean themselves")
  func file() {
    var decoder = KeyDecoder(isTerminal: false)
    for byte in "\u{1B}[200~".utf8 { decoder.feed(byte) }
    var count = 0
    while decoder.next() != nil { count += 1 }
    #expect(count == 6)
  }
}
