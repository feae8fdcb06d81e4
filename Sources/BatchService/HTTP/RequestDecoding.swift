import AzureWire
import Foundation
import HTTPTypes
import NIOCore

/// Reads request bodies, and turns what the decoder finds wrong into the
/// protocol's errors.
enum RequestDecoding {
  static func decode<Body: Decodable>(_ type: Body.Type, from bytes: ByteBuffer) throws -> Body {
    try decode(type, from: Data(bytes.readableBytesView))
  }

  static func decode<Body: Decodable>(_ type: Body.Type, from text: String) throws -> Body {
    try decode(type, from: Data(text.utf8))
  }

  private static func decode<Body: Decodable>(_ type: Body.Type, from data: Data) throws -> Body {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw wireError(for: error)
    }
  }

  static func text(of body: ByteBuffer) throws -> String {
    guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
      throw WireError.invalidBody("the body is not UTF-8")
    }
    return text
  }

  /// The members of a JSON object as text, those that are `null` left out.
  static func members(of text: String) throws -> [String: String] {
    guard let members = JSONPieces.members(of: text) else {
      throw WireError.invalidBody("a JSON object is expected, whose members have different names")
    }
    return members
  }

  /// The text of a description as it is kept: an object with `null` members
  /// and those that are never answered left out, old names replaced.
  static func object(from bytes: ByteBuffer) throws -> [String: JSONValue] {
    let said = OldNames.renewed(filesOf: try decode(JSONValue.self, from: bytes))
    guard case .object(let members) = SecretMembers.removed(from: said) else {
      throw WireError.invalidBody("a JSON object is expected")
    }
    return members.filter { $0.value != .null }
  }

  static func wireError(for error: DecodingError) -> WireError {
    switch error {
    case .keyNotFound(let key, let context):
      return WireError(
        .badRequest, "MissingRequiredProperty", "A required property was not specified in the request body.",
        values: [.init(key: "PropertyName", value: path(context.codingPath + [key]))])
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return .invalidProperty(path(context.codingPath), value: "", reason: context.debugDescription)
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return .invalidProperty(path(context.codingPath), value: "", reason: context.debugDescription)
    case .dataCorrupted:
      return .invalidBody("the body is not JSON")
    @unknown default:
      return .invalidBody("the body cannot be read")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
  }
}
