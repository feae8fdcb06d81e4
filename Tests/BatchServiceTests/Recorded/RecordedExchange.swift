import AzureWire
import BatchService
import Foundation

/// One request to the real service with its answer, from a recording or an
/// official example.
struct RecordedExchange: Sendable {
  /// Which one it is, for messages.
  var name: String
  var version: String
  var method: String
  /// As it is sent.
  var path: String
  var query: QueryItems
  var requestBody: String?
  /// The time that the request's condition names.
  var unmodifiedSince: String?
  var status: Int
  var answer: JSONValue?

  /// Steps of the path, decoded.
  var steps: [String] { path.split(separator: "/").map { PercentEncoding.decode($0) ?? String($0) } }

  /// Names of the path with a star for each id: `jobs/*/tasks`.
  var template: String {
    let steps = steps
    if steps.first?.hasPrefix("certificates") == true { return "certificates" }
    let names = steps.enumerated().map { $0.offset.isMultiple(of: 2) ? $0.element : "*" }
    guard let files = names.firstIndex(of: "files"), files + 1 < names.count else {
      return names.joined(separator: "/")
    }
    return names[...files].joined(separator: "/") + "/**"
  }

  var request: JSONValue? { requestBody.flatMap { try? JSONText.decode(JSONValue.self, $0) } }

  /// `batch-exchanges.jsonl`, which `AZP_BATCH_RECORDINGS` names or has in its
  /// directory.
  static let recordings = file("AZP_BATCH_RECORDINGS", "batch-exchanges.jsonl")
  /// The OpenAPI description with its examples beside it, below
  /// `AZP_BATCH_SPEC`.
  static let specification = file("AZP_BATCH_SPEC", "\(exampleVersion)/BatchService.json")
  private static let exampleVersion = "2024-07-01.20.0"

  private static func file(_ variable: String, _ name: String) -> String? {
    guard let path = ProcessInfo.processInfo.environment[variable], !path.isEmpty else { return nil }
    return [path, path + "/" + name].first { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }

  static func recorded() throws -> [RecordedExchange] {
    struct Line: Decodable {
      var source: String
      var index: Int
      var apiVersion: String
      var method: String
      var path: String
      var query: [String: String]
      var requestHeaders: [String: String]
      var requestBody: String?
      var status: Int
      var responseBody: String?
    }
    let text = try String(contentsOfFile: recordings ?? "", encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let line = try JSONText.decode(Line.self, String(line))
      return RecordedExchange(
        name: "\(line.source) #\(line.index)", version: line.apiVersion, method: line.method, path: line.path,
        query: QueryItems(line.query.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
        requestBody: line.requestBody.flatMap { $0.isEmpty ? nil : unwrapped($0) },
        unmodifiedSince: line.requestHeaders["if-unmodified-since"], status: line.status,
        answer: line.responseBody.flatMap { try? JSONText.decode(JSONValue.self, $0) })
    }
  }

  /// Some recorders wrote a body as Python shows bytes, up to three times
  /// over: `b'b\'{...}\''`.
  private static func unwrapped(_ body: String) -> String {
    guard body.hasPrefix("b'"), let start = body.firstIndex(of: "{"), let end = body.lastIndex(of: "}") else {
      return body
    }
    return String(body[start...end])
  }

  static func examples() throws -> [RecordedExchange] {
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
  ) throws -> [RecordedExchange] {
    guard let id = example["operationId"], let paths = specification["paths"]?.members,
      let parameters = example["parameters"]?.members, let responses = example["responses"]?.members
    else { throw UnreadableExchange(message: "\(name) is no example") }
    for (path, operations) in paths {
      guard let method = operations.members.first(where: { $0.value["operationId"] == id })?.key else { continue }
      let steps = path.split(separator: "/").map { step in
        guard step.hasPrefix("{"), let value = parameters[String(step.dropFirst().dropLast())]?.text else {
          return String(step)
        }
        return PercentEncoding.encode(value)
      }
      let body = try parameters.values.first { $0.isObject }.map { try JSONText.encode($0) }
      return responses.map { status, response in
        RecordedExchange(
          name: "\(name) \(status)", version: exampleVersion, method: method.uppercased(),
          path: "/" + steps.joined(separator: "/"), query: QueryItems([("api-version", exampleVersion)]),
          requestBody: body, status: Int(status) ?? 0, answer: response["body"])
      }
    }
    throw UnreadableExchange(message: "\(name) is of no operation in the description")
  }
}

/// An exchange that cannot be read.
struct UnreadableExchange: Error { var message: String }

extension JSONValue {
  /// Those of an object; none of anything else.
  var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var isObject: Bool { if case .object = self { true } else { false } }

  /// Paths of all members but those that are null, joined with dots, whatever
  /// element of a list they are in.
  func memberPaths(at path: String = "") -> Set<String> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { paths, member in
        guard member.value != .null else { return }
        let place = path.isEmpty ? member.key : path + "." + member.key
        paths.insert(place)
        paths.formUnion(member.value.memberPaths(at: place))
      }
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.memberPaths(at: path)) }
    default: []
    }
  }

  /// Every value of that name, however deep.
  func all(_ name: String) -> [JSONValue] {
    switch self {
    case .object(let members): members.flatMap { ($0.key == name ? [$0.value] : []) + $0.value.all(name) }
    case .array(let elements): elements.flatMap { $0.all(name) }
    default: []
    }
  }
}
