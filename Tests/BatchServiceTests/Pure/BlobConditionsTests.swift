import AzureWire
import BatchService
import HTTPTypes
import Testing

@Suite("Conditions on blobs")
struct BlobConditionsTests {
  private let time = Timestamp(secondsSince1970: 1_772_366_400.7)

  private func conditions(_ headers: (String, String)...) throws -> BlobConditions {
    try BlobConditions { name in headers.first { $0.0 == name }?.1 }
  }

  private func status(_ body: () throws -> Void) -> Int? {
    do {
      try body()
      return nil
    } catch {
      return (error as? WireError)?.status.code
    }
  }

  @Test("a read needs the version that was asked for")
  func read() {
    #expect(status { try conditions().checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-match", "\"0x1\"")).checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-match", "\"0x2\", \"0x1\"")).checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-match", "*"), ("if-none-match", "\"0x2\"")).checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-match", "\"0x2\"")).checkRead("0x1", time) } == 412)
    for header in ["\"0x1\"", "0x1", "*"] {
      #expect(status { try conditions(("if-none-match", header)).checkRead("0x1", time) } == 304)
    }
  }

  @Test("a read heeds when the blob was changed, to the second")
  func readTimes() throws {
    let (same, before) = (time.rfc1123, time.advanced(bySeconds: -60).rfc1123)
    #expect(status { try conditions(("if-modified-since", before)).checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-modified-since", same)).checkRead("0x1", time) } == 304)
    #expect(status { try conditions(("if-unmodified-since", same)).checkRead("0x1", time) } == nil)
    #expect(status { try conditions(("if-unmodified-since", before)).checkRead("0x1", time) } == 412)
    let tagFirst = try conditions(("if-match", "0x1"), ("if-unmodified-since", before))
    #expect(status { try tagFirst.checkRead("0x1", time) } == nil)
  }

  @Test("a write replaces only what it may")
  func write() throws {
    let new = try conditions(("if-none-match", "*"))
    #expect(status { try new.checkWrite(nil, nil) } == nil)
    #expect(status { try new.checkWrite("0x1", time) } == 409)
    let same = try conditions(("if-match", "\"0x1\""))
    #expect(status { try same.checkWrite("0x1", time) } == nil)
    #expect(status { try same.checkWrite("0x2", time) } == 412)
    #expect(status { try same.checkWrite(nil, nil) } == 412)
    let other = try conditions(("if-none-match", "\"0x1\""))
    #expect(status { try other.checkWrite("0x2", time) } == nil)
    #expect(status { try other.checkWrite("0x1", time) } == 412)
  }

  @Test("who may only create replaces nothing")
  func mustBeNew() throws {
    var create = try conditions()
    create.mustBeNew = true
    #expect(status { try create.checkWrite(nil, nil) } == nil)
    #expect(status { try create.checkWrite("0x1", time) } == 403)
  }
}
