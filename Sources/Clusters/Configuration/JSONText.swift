/// JSON that keeps its members in the order in which they were written: for
/// files that people go on to edit.
package indirect enum JSONText: Sendable {
  case string(String)
  case number(Int)
  case strings([String])
  case object([(name: String, value: JSONText)])

  /// The text, indented by two blanks a level, with a line feed at its end.
  package var text: String { text(indentation: "") + "\n" }

  private func text(indentation: String) -> String {
    switch self {
    case .string(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .strings(let texts): return "[" + texts.map(Self.quoted).joined(separator: ", ") + "]"
    case .object(let members):
      let inner = indentation + "  "
      let lines = members.map { "\(inner)\(Self.quoted($0.name)): \($0.value.text(indentation: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }

  /// RFC 8259, section 7.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
