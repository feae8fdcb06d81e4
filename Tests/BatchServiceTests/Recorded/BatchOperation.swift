import AzureWire
import Foundation

/// An operation of Batch with the query parameters and headers that its
/// description defines, in whichever version.
struct BatchOperation: Sendable {
  /// `GET jobs/*`.
  var name: String
  /// Names in lower case.
  var query: Set<String> = []
  var headers: Set<String> = []

  /// Every operation of every description below `AZP_BATCH_SPEC`, by name.
  static func all() throws -> [String: BatchOperation] {
    guard let newest = RecordedExchange.specification else { return [:] }
    let root = URL(fileURLWithPath: newest).deletingLastPathComponent().deletingLastPathComponent()
    var operations: [String: BatchOperation] = [:]
    for version in ["2018-12-01.8.0", "2024-07-01.20.0"] {
      try add(root.appendingPathComponent("\(version)/BatchService.json"), to: &operations) { specification in
        specification["paths"]?.members.flatMap { path, methods in
          methods.members.map { (path, $0, parameters(of: $1, specification)) }
        } ?? []
      }
    }
    try add(root.appendingPathComponent("batch-2025-06-01.json"), to: &operations) { description in
      (description["operations"]?.elements ?? []).map { operation in
        let query = (operation["query"]?.elements ?? []).compactMap(\.text).map { ("query", $0) }
        let headers = (operation["requestHeaders"]?.elements ?? []).compactMap(\.text).map { ("header", $0) }
        return (operation["path"]?.text ?? "", operation["method"]?.text ?? "", query + headers)
      }
    }
    return operations
  }

  private typealias Parameters = [(place: String, name: String)]

  private static func add(
    _ file: URL, to operations: inout [String: BatchOperation],
    _ read: (JSONValue) -> [(path: String, method: String, Parameters)]
  ) throws {
    for (path, method, parameters) in read(try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))) {
      let steps = path.split(separator: "/").map { $0.hasPrefix("{filePath") ? "**" : $0.hasPrefix("{") ? "*" : $0 }
      let name = "\(method.uppercased()) \(steps.joined(separator: "/"))"
      for (place, parameter) in parameters {
        if place == "query" {
          operations[name, default: BatchOperation(name: name)].query.insert(parameter.lowercased())
        } else if place == "header" {
          operations[name, default: BatchOperation(name: name)].headers.insert(parameter.lowercased())
        }
      }
    }
  }

  private static func parameters(of operation: JSONValue, _ specification: JSONValue) -> Parameters {
    (operation["parameters"]?.elements ?? []).compactMap { parameter in
      let reference = parameter["$ref"]?.text?.split(separator: "/").last.map(String.init)
      let described = reference.flatMap { specification["parameters"]?[$0] } ?? parameter
      guard let place = described["in"]?.text, let name = described["name"]?.text else { return nil }
      return (place, name)
    }
  }
}
