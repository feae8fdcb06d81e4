import AzureWire
import HTTPTypes

/// The versions of the protocol: a date, until 2024 with a number behind it
/// (`2018-12-01.8.0`, `2025-06-01`).
enum APIVersion {
  /// Every date from 2016 on, the first whose shapes this service knows.
  static func isKnown(_ text: String) -> Bool {
    let date = text.utf8.prefix(10)
    guard date.count == 10, Timestamp(String(text.prefix(10))) != nil, text >= "2016" else { return false }
    // What follows says nothing new.
    return text.utf8.dropFirst(10).allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: false
      }
    }
  }

  static func unknown(_ text: String) -> WireError {
    WireError(
      .badRequest, "UnsupportedRequestVersion", "The requested version is not supported.",
      values: [.init(key: "QueryParameterName", value: "api-version"), .init(key: "QueryParameterValue", value: text)])
  }
}
