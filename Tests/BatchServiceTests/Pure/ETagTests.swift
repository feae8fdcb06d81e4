import AzureWire
import BatchService
import HTTPTypes
import Testing

@Suite("Entity tags")
struct ETagTests {
  @Test("a tag is 0x and sixteen digits, and another one each time")
  func form() throws {
    let now = Timestamp(secondsSince1970: 1_772_366_400)
    let tags = (0..<100).map { _ in ETag.make(at: now) }
    for tag in tags {
      #expect(tag.wholeMatch(of: /0x8D[0-9A-F]{14}/) != nil)
    }
    #expect(Set(tags).count > 90)
  }

  @Test("a read needs the version that was asked for")
  func read() throws {
    try ETagConditions(ifMatch: nil, ifNoneMatch: nil).checkRead("0x1")
    try ETagConditions(ifMatch: "\"0x1\"", ifNoneMatch: nil).checkRead("0x1")
    try ETagConditions(ifMatch: "\"0x2\", \"0x1\"", ifNoneMatch: nil).checkRead("0x1")
    try ETagConditions(ifMatch: "*", ifNoneMatch: "\"0x2\"").checkRead("0x1")
    let changed = #expect(throws: WireError.self) {
      try ETagConditions(ifMatch: "\"0x2\"", ifNoneMatch: nil).checkRead("0x1")
    }
    #expect(changed?.status.code == 412)
    for header in ["\"0x1\"", "0x1", "*"] {
      let same = #expect(throws: WireError.self) {
        try ETagConditions(ifMatch: nil, ifNoneMatch: header).checkRead("0x1")
      }
      #expect(same?.status.code == 304)
    }
  }

  @Test("a write replaces only what it may")
  func write() throws {
    let new = ETagConditions(ifMatch: nil, ifNoneMatch: "*")
    try new.checkWrite(nil)
    #expect(#expect(throws: WireError.self) { try new.checkWrite("0x1") }?.code == "BlobAlreadyExists")
    let same = ETagConditions(ifMatch: "\"0x1\"", ifNoneMatch: nil)
    try same.checkWrite("0x1")
    #expect(#expect(throws: WireError.self) { try same.checkWrite("0x2") }?.status.code == 412)
    #expect(#expect(throws: WireError.self) { try same.checkWrite(nil) }?.status.code == 412)
    let other = ETagConditions(ifMatch: nil, ifNoneMatch: "\"0x1\"")
    try other.checkWrite("0x2")
    #expect(#expect(throws: WireError.self) { try other.checkWrite("0x1") }?.status.code == 412)
  }
}
