import AzureWire
import Testing

@Suite("Hashes")
struct MessageAuthenticationTests {
  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test("HMAC-SHA256 gives the second test case of RFC 4231")
  func hmac() {
    let message = Array("what do ya want for nothing?".utf8)
    let code = MessageAuthentication.hmacSHA256(message, key: Array("Jefe".utf8))
    #expect(hex(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(MessageAuthentication.isValidHMACSHA256(code, of: message, key: Array("Jefe".utf8)))
    #expect(!MessageAuthentication.isValidHMACSHA256(code, of: message + [0], key: Array("Jefe".utf8)))
    #expect(!MessageAuthentication.isValidHMACSHA256([], of: message, key: Array("Jefe".utf8)))
  }

  @Test("SHA-256 and MD5 give known sums")
  func sums() {
    #expect(
      hex(MessageAuthentication.sha256(Array("abc".utf8)))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    var sum = MD5Sum()
    sum.update(Array("hello ".utf8))
    sum.update(Array("world".utf8)[...])
    #expect(sum.base64 == "XrY7u+Ae7tCTyyK7j1rNww==")
  }

  @Test("random bytes are as many as asked for and differ")
  func random() {
    for count in [0, 1, 8, 15, 32] { #expect(MessageAuthentication.randomBytes(count).count == count) }
    #expect(MessageAuthentication.randomBytes(32) != MessageAuthentication.randomBytes(32))
  }

  @Test("texts are equal byte by byte")
  func equality() {
    #expect(MessageAuthentication.constantTimeEquals("abc", "abc"))
    #expect(!MessageAuthentication.constantTimeEquals("abc", "abd"))
    #expect(!MessageAuthentication.constantTimeEquals("abc", "ab"))
    // Equal as Swift compares texts, not as bytes.
    #expect(!MessageAuthentication.constantTimeEquals("\u{E9}", "e\u{301}"))
  }
}
