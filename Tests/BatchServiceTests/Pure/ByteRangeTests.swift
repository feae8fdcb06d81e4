import BatchService
import HTTPTypes
import Testing

@Suite("Byte ranges")
struct ByteRangeTests {
  @Test("no header is no range")
  func none() throws {
    #expect(try ByteRange(header: nil) == nil)
  }

  @Test("first and last byte are read, the last may be open")
  func bounds() throws {
    let closed = try #require(try ByteRange(header: "bytes=0-99"))
    #expect(closed.first == 0 && closed.last == 99)
    let open = try #require(try ByteRange(header: "Bytes=7-"))
    #expect(open.first == 7 && open.last == nil)
    #expect(try ByteRange(header: "bytes=5-5")?.last == 5)
  }

  @Test(
    "any other form is refused",
    arguments: [
      "", "bytes", "bytes=", "bytes=-5", "bytes=a-b", "bytes=5-4", "bytes=-1-5", "bytes=0-1,3-4", "lines=0-1",
      "bytes=0-99999999999999999999", "bytes=0", "0-5",
    ])
  func invalid(header: String) throws {
    let error = try #require(throws: WireError.self) { try ByteRange(header: header) }
    #expect(error.status.code == 400 && error.code == "InvalidHeaderValue")
  }
}
