/// An element of the small XML documents that Blob Storage speaks.
package struct XMLNode: Sendable, Equatable {
  /// The element's name with its prefix, if it has one.
  package var name: String
  /// Values by name.
  package var attributes: [String: String] = [:]
  /// The elements in it, in their order.
  package var children: [XMLNode] = []
  /// The text of the element itself, entities resolved.
  package var text = ""

  package init(_ name: String, text: String = "", children: [XMLNode] = []) {
    self.name = name
    self.text = text
    self.children = children
  }

  /// The first child of that name.
  package subscript(name: String) -> XMLNode? { children.first { $0.name == name } }

  /// The document with its declaration, without line breaks.
  package var document: String { "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + serialized }

  private var serialized: String {
    let attributes = attributes.sorted { $0.key < $1.key }
      .map { " \($0.key)=\"\(Self.escape($0.value))\"" }.joined()
    guard !text.isEmpty || !children.isEmpty else { return "<\(name)\(attributes) />" }
    return "<\(name)\(attributes)>\(Self.escape(text))\(children.map(\.serialized).joined())</\(name)>"
  }

  /// Characters that XML 1.0 cannot carry are left out.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
