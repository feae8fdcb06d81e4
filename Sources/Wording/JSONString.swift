/// String literals of JSON.
package enum JSONString {
  /// The literal, quotes included (RFC 8259, section 7).
  ///
  /// Delete is escaped as well, which JSON leaves open: a terminal that is
  /// shown the text would act on it.
  package static func quoted(_ text: String) -> String {
    // Most need nothing, and copying them scalar by scalar is what takes time.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    else {
      return "\"\(text)\""
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
