import AzureWire
import Wording

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
    case .string(let text): return JSONString.quoted(text)
    case .number(let number): return String(number)
    case .strings(let texts): return "[" + texts.map(JSONString.quoted).joined(separator: ", ") + "]"
    case .object(let members):
      let inner = indentation + "  "
      let lines = members.map { "\(inner)\(JSONString.quoted($0.name)): \($0.value.text(indentation: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }
}
