import AzureWire
import HTTPTypes

/// What requests of Batch say beside path and body.
extension ServiceRequest {
  /// Empty where the request names none.
  var apiVersion: String { query["api-version"] ?? "" }

  /// - Throws: ``WireError`` for headers that cannot be understood together.
  func conditions() throws -> BatchConditions { try BatchConditions(header) }

  /// A query parameter that is `true` or `false`; false where there is none.
  ///
  /// - Throws: ``WireError`` for any other value.
  func flag(_ name: String) throws -> Bool {
    switch query[name]?.lowercased() {
    case nil, "false", "": false
    case "true": true
    case let value?: throw WireError.invalidQuery(name, value: value, reason: "It is either true or false")
    }
  }
}
