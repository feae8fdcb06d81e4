import AzureWire
import BatchService
import Testing

@Suite("Pieces of a JSON text")
struct JSONPiecesTests {
  @Test("members and elements are left as they were written")
  func pieces() {
    let text = #" { "a" : 1.50 , "b":{"c":[1, {"d":null}]},"e":null,"käse \"x\"":"\u00e4\ud83e\uddc0", "" : [] } "#
    #expect(
      JSONPieces.members(of: text) == [
        "a": "1.50", "b": #"{"c":[1, {"d":null}]}"#, "käse \"x\"": #""\u00e4\ud83e\uddc0""#, "": "[]",
      ])
    #expect(JSONPieces.elements(of: "[1, \"a,]\" ,[], {}\n,true]") == ["1", "\"a,]\"", "[]", "{}", "true"])
    #expect(JSONPieces.members(of: "{}") == [:] && JSONPieces.elements(of: " [ ] ") == [])
    #expect(JSONPieces.object(["b": "1", "a\"": "[]"]) == #"{"a\"":[],"b":1}"#)
  }

  @Test(
    "a value that is no JSON is found, at any depth",
    arguments: [
      "", "1.", ".5", "01", "-", "+1", "1e", "1e+", "1.2.3", "tru", "True", "nul", "NaN", "'a'", "\"", "\"\\x\"",
      "\"\\u12\"", "\"\\u+123\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\n\"", "[", "]", "[1", "[1,]",
      "[,1]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{\"a\":1]", "[1}",
      "{\"a\":1 \"b\":2}",
      "1 2", "\u{0}", "//", "[[[[", "{\"a\":{\"a\":",
    ])
  func broken(value: String) {
    #expect(JSONPieces.members(of: "{\"x\":\(value)}") == nil)
    #expect(JSONPieces.elements(of: "[[\(value)]]") == nil || value.isEmpty)
    #expect(JSONPieces.members(of: "{\"x\":[{\"y\":\(value)}]}") == nil)
  }

  @Test(
    "only one whole object is an object",
    arguments: ["", " ", "[]", "1", "{}{}", "{} x", "{", "}", "{\"a\":1,\"a\":2}"])
  func noObject(text: String) {
    #expect(JSONPieces.members(of: text) == nil)
  }

  @Test("depth is bounded, and costs no stack")
  func depth() {
    let nested = { count in String(repeating: "[", count: count) + String(repeating: "]", count: count) }
    #expect(JSONPieces.members(of: "{\"x\":\(nested(400))}") != nil)
    #expect(JSONPieces.members(of: "{\"x\":\(nested(1_000_000))}") == nil)
  }

  @Test("what was written by the encoder is read, piece by piece", arguments: UInt64(1)...20)
  func anyValue(seed: UInt64) throws {
    var chance = SplitMix(state: seed)
    var members: [String: JSONValue] = [:]
    for index in 0..<5 { members["m\(index)\"\\\n"] = Self.value(&chance, depth: 0) }
    let text = try JSONText.encode(JSONValue.object(members))
    let pieces = try #require(JSONPieces.members(of: text))
    for (name, value) in members where value != .null {
      let piece = try #require(pieces[name])
      #expect(try JSONText.decode([JSONValue].self, "[\(piece)]") == [value])
    }
    #expect(
      try JSONText.decode(JSONValue.self, JSONPieces.object(pieces)) == .object(members.filter { $0.value != .null }))
  }

  private static func value(_ chance: inout SplitMix, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 4 ? 6 : 8), using: &chance) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &chance))
    case 2: return .int(Int64.random(in: .min ... .max, using: &chance))
    case 3: return .double(Double.random(in: -1e9...1e9, using: &chance))
    case 4: return .string("a\"\\\u{1}\n{}[],:ä🧀")
    case 5: return .string("")
    case 6: return .array((0..<Int.random(in: 0..<4, using: &chance)).map { _ in value(&chance, depth: depth + 1) })
    default:
      let count = Int.random(in: 0..<4, using: &chance)
      return .object(
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0)", value(&chance, depth: depth + 1)) }))
    }
  }
}
