/// The text form of a history: an entry on each line, oldest first. Within an
/// entry a newline is `\n`, a carriage return `\r` and a backslash `\\`.
package enum HistoryText {
  /// The lines of the entries, each with its newline.
  package static func encode(_ entries: some Sequence<String>) -> String {
    var text = ""
    for entry in entries {
      for scalar in entry.unicodeScalars {
        switch scalar {
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        default: text.unicodeScalars.append(scalar)
        }
      }
      text += "\n"
    }
    return text
  }

  /// The entries of a text, empty lines left out. A backslash before anything
  /// else stands for itself, so that no line is refused.
  package static func decode(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n")).map { line in
      let line = Substring(line)
      return line.utf8.contains(UInt8(ascii: "\\")) ? decode(line: line) : String(line)
    }
  }

  private static func decode(line: Substring) -> String {
    var entry = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      guard isEscaped else {
        if scalar == "\\" { isEscaped = true } else { entry.append(scalar) }
        continue
      }
      isEscaped = false
      switch scalar {
      case "n": entry.append("\n")
      case "r": entry.append("\r")
      case "\\": entry.append("\\")
      default:
        entry.append("\\")
        entry.append(scalar)
      }
    }
    if isEscaped { entry.append("\\") }
    return String(entry)
  }

  /// The newest entries, each once, where it was entered last: at most `limit`
  /// of them, and only the very newest if that alone has more than `byteLimit`
  /// bytes.
  package static func newest(of entries: [String], limit: Int, byteLimit: Int = .max) -> [String] {
    var seen: Set<String> = []
    var newestFirst: [String] = []
    var bytes = 0
    for entry in entries.reversed() where seen.insert(entry).inserted {
      bytes += entry.utf8.count + 1
      guard newestFirst.count < limit, bytes <= byteLimit || newestFirst.isEmpty else { break }
      newestFirst.append(entry)
    }
    return newestFirst.reversed()
  }
}
