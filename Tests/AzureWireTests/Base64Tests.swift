import AzureWire
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test(
    "the vectors of RFC 4648 hold both ways",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(plain.utf8))
  }

  @Test("every byte comes back, at every length of the last group")
  func roundTrip() {
    let bytes = Array(UInt8.min ... .max)
    for length in 250...256 {
      let part = Array(bytes.prefix(length))
      #expect(Base64.decode(Base64.encode(part)) == part)
    }
  }

  @Test(
    "what is no Base64 is refused",
    arguments: ["A", "AB", "ABC", "A===", "====", "AB=C", "=ABC", "AB C", "A-_A", "ABCD\n"])
  func invalid(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
