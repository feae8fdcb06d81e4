import AzureWire
import Wording

/// Takes a JSON text apart at its uppermost level, and leaves what lies below
/// as the text that it is: what is kept for a client needs no decoding, only
/// to be known as whole.
package struct JSONPieces {
  /// The members of an object; a value that is `null` is left out.
  ///
  /// - Returns: nil for anything but one well-formed object (RFC 8259) whose
  ///   names differ.
  package static func members(of text: String) -> [String: String]? {
    var pieces = JSONPieces(bytes: Array(text.utf8))
    var members: [String: String] = [:]
    let isWhole = pieces.list(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { pieces in
      guard let name = pieces.name(), let value = pieces.value() else { return false }
      return members.updateValue(value, forKey: name) == nil
    }
    return isWhole ? members.filter { $0.value != "null" } : nil
  }

  /// The elements of an array.
  ///
  /// - Returns: nil for anything but one well-formed array.
  package static func elements(of text: String) -> [String]? {
    var pieces = JSONPieces(bytes: Array(text.utf8))
    var elements: [String] = []
    let isWhole = pieces.list(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { pieces in
      guard let value = pieces.value() else { return false }
      elements.append(value)
      return true
    }
    return isWhole ? elements : nil
  }

  /// The text of the object of these members, in the order of their names.
  package static func object(_ members: [String: String]) -> String {
    let parts = members.sorted { $0.key < $1.key }.map { "\(JSONString.quoted($0.key)):\($0.value)" }
    return "{\(parts.joined(separator: ","))}"
  }

  private var tokens: JSONTokens

  private init(bytes: [UInt8]) {
    tokens = JSONTokens(bytes)
  }

  /// The whole text as a list; `item` reads one of its parts.
  private mutating func list(
    from open: UInt8, to close: UInt8, item: (inout JSONPieces) -> Bool
  ) -> Bool {
    guard tokens.take(open) else { return false }
    if !tokens.take(close) {
      repeat {
        guard item(&self) else { return false }
      } while tokens.take(UInt8(ascii: ","))
      guard tokens.take(close) else { return false }
    }
    return tokens.isAtEnd
  }

  private mutating func name() -> String? {
    guard let text = tokens.name() else { return nil }
    guard text.contains("\\") else { return String(text.dropFirst().dropLast()) }
    // The token is a string of JSON, whose escapes were looked at.
    return try? JSONText.decode([String].self, "[\(text)]").first
  }

  /// One value of any kind. No recursion: its depth is a client's choice.
  private mutating func value() -> String? {
    let start = tokens.skipSpace()
    var open: [UInt8] = []
    repeat {
      if let close = tokens.takeOpening() {
        if !tokens.take(close) {
          guard open.count < Self.maximumDepth else { return nil }
          open.append(close)
          guard close != UInt8(ascii: "}") || tokens.name() != nil else { return nil }
          continue
        }
      } else if !tokens.scalar() {
        return nil
      }
      while let close = open.last, !tokens.take(UInt8(ascii: ",")) {
        guard tokens.take(close) else { return nil }
        open.removeLast()
      }
      guard open.last != UInt8(ascii: "}") || tokens.name() != nil else { return nil }
    } while !open.isEmpty
    return tokens.text(from: start)
  }

  /// As deep as the decoder goes.
  private static let maximumDepth = 500
}
