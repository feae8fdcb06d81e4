import AzureWire
import Foundation
import Testing

/// Exchanges with the real service, recorded as lines of JSON in the file
/// or directory that `AZP_BATCH_RECORDINGS` names.
@Suite(
  "Recorded exchanges",
  .enabled(if: RecordedExchange.file != nil, "AZP_BATCH_RECORDINGS names no file of recorded exchanges"))
struct RecordedExchangeTests {
  @Test("every recorded answer is read")
  func answers() throws {
    var read: [String: Int] = [:]
    for exchange in try RecordedExchange.all() where exchange.responseBody?.isEmpty == false {
      guard let kind = exchange.kind else { continue }
      do {
        try exchange.decode(as: kind)
        read[kind, default: 0] += 1
      } catch {
        Issue.record("\(exchange.method) \(exchange.path) of \(exchange.source) #\(exchange.index): \(error)")
      }
    }
    #expect(Set(read.keys) == Set(RecordedExchange.kinds))
  }

  @Test("every duration and time that was recorded comes back as it was written")
  func values() throws {
    var count = 0
    for exchange in try RecordedExchange.all() where exchange.status == 200 && exchange.kind != nil {
      for text in Self.strings(try exchange.json()) {
        if text.hasPrefix("PT") || text == "P7D" || text.hasPrefix("P10675199D"), let duration = WireDuration(text) {
          #expect(WireDuration(duration.iso8601) == duration)
          count += 1
        }
        if let time = Timestamp(text), text.hasSuffix("Z") {
          #expect(time.iso8601 == text)
          count += 1
        }
      }
    }
    #expect(count > 500)
  }

  private static func strings(_ value: JSONValue) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let values): values.flatMap(strings)
    case .object(let members): members.values.flatMap(strings)
    case .null, .bool, .int, .double: []
    }
  }
}
