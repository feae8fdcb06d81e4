import AzureWire
import BatchService
import HTTPTypes
import Testing

@Suite("Conditional headers")
struct BatchConditionsTests {
  private static let time = Timestamp(secondsSince1970: 1_772_366_400.5)
  private static let sameSecond = Timestamp(secondsSince1970: 1_772_366_400).rfc1123
  private static let before = Timestamp(secondsSince1970: 1_772_366_399).rfc1123

  struct Case: Sendable {
    var headers: [String: String]
    /// 200 for conditions that are met.
    var read: Int
    var write: Int
  }

  static let cases: [Case] = [
    Case(headers: [:], read: 200, write: 200),
    Case(headers: ["if-match": "0x1"], read: 200, write: 200),
    Case(headers: ["if-match": "\"0x1\""], read: 200, write: 200),
    Case(headers: ["if-match": "*"], read: 200, write: 200),
    Case(headers: ["if-match": "0x2, 0x1"], read: 200, write: 200),
    Case(headers: ["if-match": "0x2"], read: 412, write: 412),
    Case(headers: ["if-none-match": "0x2"], read: 200, write: 200),
    Case(headers: ["if-none-match": "0x1"], read: 304, write: 412),
    Case(headers: ["if-none-match": "*"], read: 304, write: 412),
    Case(headers: ["if-modified-since": before], read: 200, write: 200),
    Case(headers: ["if-modified-since": sameSecond], read: 304, write: 412),
    Case(headers: ["if-unmodified-since": sameSecond], read: 200, write: 200),
    Case(headers: ["if-unmodified-since": before], read: 412, write: 412),
    // The tag decides, where there is one.
    Case(headers: ["if-none-match": "0x2", "if-modified-since": sameSecond], read: 200, write: 200),
    Case(headers: ["if-match": "0x1", "if-unmodified-since": before], read: 200, write: 200),
    // Some do not go together.
    Case(headers: ["if-match": "0x1", "if-none-match": "0x2"], read: 400, write: 400),
    Case(headers: ["if-match": "0x1", "if-modified-since": before], read: 400, write: 400),
    Case(headers: ["if-none-match": "0x1", "if-unmodified-since": before], read: 400, write: 400),
    Case(headers: ["if-modified-since": before, "if-unmodified-since": before], read: 400, write: 400),
    Case(headers: ["if-modified-since": "yesterday"], read: 400, write: 400),
  ]

  @Test("reads and writes are refused as the headers say", arguments: cases)
  func status(of each: Case) throws {
    #expect(status { try $0.checkRead(eTag: "0x1", lastModified: Self.time) } == each.read)
    #expect(status { try $0.checkWrite(eTag: "0x1", lastModified: Self.time) } == each.write)
    func status(_ check: (BatchConditions) throws -> Void) -> Int? {
      do {
        try check(try BatchConditions { each.headers[$0] })
        return 200
      } catch {
        return (error as? WireError)?.status.code
      }
    }
  }
}
