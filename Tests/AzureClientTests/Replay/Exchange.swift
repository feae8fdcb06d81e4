import AzureWire
import Foundation

/// One request to the real service with its answer, from a recording or an
/// official example.
struct Exchange: Sendable {
  /// Which one it is, for messages.
  var name: String
  var method: String
  /// Steps of the path, decoded.
  var path: [String]
  var query: QueryItems
  var requestBody: JSONValue?
  var status: Int
  var headers: [(String, String)]
  var body: String

  var answer: JSONValue? { body.isEmpty ? nil : try? JSONDecoder().decode(JSONValue.self, from: Data(body.utf8)) }

  /// The exchanges of `batch-exchanges.jsonl`, which `AZP_BATCH_RECORDINGS`
  /// names or has in its directory.
  static let recordings = file("AZP_BATCH_RECORDINGS", "batch-exchanges.jsonl")
  /// The OpenAPI description with its examples beside it, below
  /// `AZP_BATCH_SPEC`.
  static let specification = file("AZP_BATCH_SPEC", "2024-07-01.20.0/BatchService.json")

  private static func file(_ variable: String, _ name: String) -> String? {
    guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else { return nil }
    return [path, path + "/" + name].first { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }

  static func recorded() throws -> [Exchange] {
    struct Line: Decodable {
      var source: String
      var index: Int
      var method: String
      var path: String
      var query: [String: String]
      var requestBody: String?
      var status: Int
      var responseHeaders: [String: String]
      var responseBody: String?
    }
    let text = try String(contentsOfFile: recordings ?? "", encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      let request = Data((line.requestBody ?? "").utf8)
      return Exchange(
        name: "\(line.source) #\(line.index)", method: line.method,
        path: line.path.split(separator: "/").map { PercentEncoding.decode($0) ?? String($0) },
        query: QueryItems(line.query.map { ($0.key, $0.value) }),
        requestBody: request.isEmpty ? nil : try? JSONDecoder().decode(JSONValue.self, from: request),
        status: line.status, headers: line.responseHeaders.map { ($0.key, $0.value) }, body: line.responseBody ?? "")
    }
  }

  static func examples() throws -> [Exchange] {
    let file = URL(fileURLWithPath: specification ?? "")
    let specification = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
    let directory = file.deletingLastPathComponent().appendingPathComponent("examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".json") }
    return try names.sorted().flatMap { name in
      let data = try Data(contentsOf: directory.appendingPathComponent(name))
      return try example(name, JSONDecoder().decode(JSONValue.self, from: data), specification)
    }
  }

  /// One exchange for each answer of an example.
  private static func example(
    _ name: String, _ example: JSONValue, _ specification: JSONValue
  ) throws -> [Exchange] {
    guard let id = example["operationId"], case .object(let paths)? = specification["paths"],
      case .object(let parameters)? = example["parameters"], case .object(let responses)? = example["responses"]
    else { throw ReplayError(message: "\(name) is no example") }
    for case (let path, .object(let operations)) in paths {
      guard let method = operations.first(where: { $0.value["operationId"] == id })?.key else { continue }
      let steps = path.split(separator: "/").map { step in
        guard step.hasPrefix("{"), case .string(let value)? = parameters[String(step.dropFirst().dropLast())] else {
          return String(step)
        }
        return value
      }
      let body = parameters.values.first { if case .object = $0 { true } else { false } }
      return try responses.map { status, response in
        var headers: [(String, String)] = []
        for (name, value) in response.members where name != "body" && name != "headers" {
          if case .string(let text) = value { headers.append((name, text)) }
        }
        let text = try response["body"].map { try JSONEncoder().encode($0) }
        return Exchange(
          name: "\(name) \(status)", method: method.uppercased(), path: steps, query: QueryItems(),
          requestBody: body, status: Int(status) ?? 0, headers: headers,
          body: text.map { String(decoding: $0, as: UTF8.self) } ?? "")
      }
    }
    throw ReplayError(message: "\(name) is of no operation in the description")
  }
}

/// An exchange that cannot be read.
struct ReplayError: Error { var message: String }

extension JSONValue {
  /// Those of an object; none of anything else.
  var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }
}
