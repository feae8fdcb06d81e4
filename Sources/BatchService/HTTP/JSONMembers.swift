import AzureWire
import Wording

/// The members of a JSON object in order, their values already JSON text.
///
/// Lists are answered by joining such text; nothing is decoded to be encoded
/// again.
struct JSONMembers {
  private(set) var members: [(name: String, json: String)] = []

  mutating func add(_ name: String, _ text: String?) {
    if let text { members.append((name, JSONString.quoted(text))) }
  }

  mutating func add(_ name: String, _ number: Int?) {
    if let number { members.append((name, String(number))) }
  }

  mutating func add(_ name: String, _ flag: Bool) {
    members.append((name, flag ? "true" : "false"))
  }

  mutating func add(_ name: String, _ time: Timestamp?) {
    if let time { members.append((name, "\"\(time.iso8601)\"")) }
  }

  mutating func add(_ name: String, json: String?) {
    if let json { members.append((name, json)) }
  }

  mutating func add(_ name: String, _ object: JSONMembers) {
    members.append((name, object.text))
  }

  /// The object as text.
  var text: String { "{\(body)}" }

  private var body: String {
    members.map { "\(JSONString.quoted($0.name)):\($0.json)" }.joined(separator: ",")
  }

  /// The object with the members of `spec`, itself the text of an object,
  /// or with those alone that `select` names.
  func text(joinedWith spec: String, select: Set<String>?) throws -> String {
    guard let select else {
      return spec == "{}" ? text : "{\(body),\(spec.dropFirst())"
    }
    var chosen = JSONMembers()
    chosen.members = members.filter { select.contains($0.name) }
    if !select.isSubset(of: members.map(\.name)), let others = JSONPieces.members(of: spec) {
      for (name, value) in others.sorted(by: { $0.key < $1.key }) where select.contains(name) {
        chosen.add(name, json: value)
      }
    }
    return chosen.text
  }
}
