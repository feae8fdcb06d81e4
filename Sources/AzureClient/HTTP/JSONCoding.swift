#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import NIOCore

/// JSON to and from values, the one place that knows which coder does it.
enum JSONCoding {
  static func encode(_ value: some Encodable) throws -> [UInt8] { Array(try JSONEncoder().encode(value)) }

  /// - Throws: `DecodingError`.
  static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
    try JSONDecoder().decode(type, from: Data(body.readableBytesView))
  }

  /// One line about a `DecodingError`: which member is wrong.
  static func explain(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "it is no JSON" }
    let (context, problem): (DecodingError.Context, String) =
      switch error {
      case .keyNotFound(let key, let context): (context, "\"\(key.stringValue)\" is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context): (context, "a value has the wrong type")
      case .dataCorrupted(let context): (context, context.codingPath.isEmpty ? "it is no JSON" : "a value is wrong")
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "it is no JSON")
      }
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    return path.isEmpty ? problem : "\(problem) at \(path)"
  }
}
