import BatchService
import Testing

@Suite("The checksum of Storage")
struct CRC64Tests {
  @Test(
    "the CRC-64 is that of Azure's clients, in one piece and in several",
    arguments: [
      // The check value 0xAE8B14860A799888, and what azure-storage-extensions computes.
      ("123456789", "iJh5CoYUi64="), ("", "AAAAAAAAAAA="),
    ])
  func known(text: String, sum: String) {
    var whole = CRC64()
    whole.update(Array(text.utf8))
    #expect(whole.base64 == sum)
    var pieces = CRC64()
    for byte in text.utf8 { pieces.update(CollectionOfOne(byte)) }
    #expect(pieces.base64 == sum)
  }
}
