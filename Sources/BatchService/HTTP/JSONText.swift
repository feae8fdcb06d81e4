import Foundation

/// JSON as text.
package enum JSONText {
  /// Members in the order of their names, so that the same value is the same
  /// text.
  package static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The value that a text holds.
  ///
  /// - Throws: `DecodingError` when the text is not that value.
  package static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
