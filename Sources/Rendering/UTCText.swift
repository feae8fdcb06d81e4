import Foundation

/// Days and times in UTC, as RFC 3339 writes them.
package enum UTCText {
  /// `2026-11-28`.
  ///
  /// - Parameter days: since 1970-01-01.
  package static func day(_ days: Double) -> String {
    String(time((days * 86_400).rounded(.down)).prefix { $0 != "T" })
  }

  /// `2026-11-28T15:53:20Z`, with milliseconds when there is a part of a
  /// second.
  ///
  /// - Parameter seconds: since 1970.
  package static func time(_ seconds: Double) -> String {
    let milliseconds = (seconds * 1000).rounded(.down)
    let isWhole = milliseconds.truncatingRemainder(dividingBy: 1000) == 0
    // Half a millisecond more: the style cuts, and the division may have come out below.
    let date = Date(timeIntervalSince1970: isWhole ? milliseconds / 1000 : (milliseconds + 0.5) / 1000)
    return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole))
  }
}
