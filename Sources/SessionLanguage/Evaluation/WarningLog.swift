import RData

/// The warnings of one statement, told when it is over, as R's console does.
final class WarningLog {
  private var entries: [(call: String?, message: String)] = []

  /// So many are shown, as R does.
  private static let limit = 10
  /// R breaks a line that would be longer.
  private static let lineWidth = 75

  /// - Parameter call: the source of the call that warned, `nil` for none.
  func add(_ message: String, call: String?) {
    entries.append((call, message))
  }

  /// Forgets those since a mark, for `suppressWarnings`.
  func truncate(to count: Int) {
    entries.removeLast(max(0, entries.count - count))
  }

  var count: Int { entries.count }

  /// What R's console says, ending in a line end; `nil` without warnings.
  var text: String? {
    guard let first = entries.first else { return nil }
    if entries.count == 1 { return "Warning message:\n\(Self.line(first, indent: 6))\n" }
    // Of many R's console keeps the text back until asked.
    let title = entries.count > Self.limit ? "There were \(entries.count) warnings; the first:" : "Warning messages:"
    return title + "\n"
      + entries.prefix(Self.limit).enumerated().map { "\($0 + 1): \(Self.line($1, indent: 10))\n" }.joined()
  }

  private static func line(_ entry: (call: String?, message: String), indent: Int) -> String {
    guard let call = entry.call else { return "\(entry.message) " }
    let shown = deparsed(call)
    let first = entry.message.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    let isLong = indent + shown.count + first.count > lineWidth
    return "In \(shown) :\(isLong ? "\n  " : " ")\(entry.message)"
  }

  /// The first line of a call as R writes it.
  private static func deparsed(_ source: String) -> String {
    let firstLine = source.split(separator: "\n").first.map(String.init) ?? source
    // A text of this language that R cannot read is shown as it is.
    guard let parsed = try? RSource.parse(source), parsed.count == 1 else { return firstLine }
    return RSource.deparse(parsed[0]).first ?? firstLine
  }
}
