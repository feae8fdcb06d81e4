import AzureWire
import Testing

/// What the real service said of a thing is held against what this one says
/// of a thing made after it: both must have the same members.
@Suite("Answers of the real service, held against those of this one")
struct RecordedAnswerTests {
  @Test(
    "what is read has the members of the recorded answer, or the difference is explained",
    .enabled(if: RecordedExchange.recordings != nil, "AZP_BATCH_RECORDINGS names no recorded exchanges"))
  func recordings() async throws {
    let passed = try await check(try RecordedExchange.recorded(), Self.explainedInRecordings)
    #expect(passed == Set(Self.newer.keys))
  }

  @Test(
    "what is read has the members of the official example, or the difference is explained",
    .enabled(if: RecordedExchange.specification != nil, "AZP_BATCH_SPEC names no description of the service"))
  func examples() async throws {
    _ = try await check(try RecordedExchange.examples(), Self.explainedInExamples)
  }

  /// - Parameter explained: why members are missing or more, by the
  ///   difference: `-pool: stats` is missing here, `+pool: stats` is not there.
  ///   Those of ``newer`` are explained in older versions.
  /// - Returns: which of those were seen.
  private func check(_ exchanges: [RecordedExchange], _ explained: [String: String]) async throws -> Set<String> {
    var passed: Set<String> = []
    var found: [String: [RecordedExchange]] = [:]
    var compared = 0
    try await TestServer.run { server in
      let world = try await RecordedWorld(server: server)
      for exchange in exchanges where exchange.method == "GET" && exchange.status == 200 {
        guard let kind = RecordedWorld.Kind(exchange.template), let answer = exchange.answer else { continue }
        // Elements of a list that have the same members are made once.
        var seen: Set<Set<String>> = []
        let isMade = kind != .account && kind != .preparation
        for original in isMade ? answer["value"]?.elements ?? [answer] : [answer] {
          var original = original
          original["odata.metadata"] = nil
          // How long a page is differs.
          original["odata.nextLink"] = nil
          guard seen.insert(original.memberPaths()).inserted else { continue }
          do {
            var ours = try await world.answer(kind, like: original, to: exchange) ?? .null
            ours["odata.metadata"] = nil
            compared += 1
            let label = isMade || kind == .preparation ? kind.rawValue : exchange.template
            for difference in Self.differences(original, ours) {
              let name = "\(difference.prefix(1))\(label): \(difference.dropFirst())"
              if let since = Self.newer[name], exchange.version < since {
                passed.insert(name)
              } else {
                found[name, default: []].append(exchange)
              }
            }
          } catch let error as UnreadableExchange {
            Issue.record("\(exchange.name) cannot be made: \(error.message)")
          }
        }
      }
    }
    #expect(compared > 0)
    for (difference, examples) in found.sorted(by: { $0.key < $1.key }) where explained[difference] == nil {
      let versions = examples.map(\.version).sorted()
      Issue.record(
        """
        \(difference), \(examples.count) times from \(versions[0]) to \(versions[versions.count - 1]), is not \
        explained; such as \(examples[0].name)
        """)
    }
    for difference in explained.keys.sorted() where found[difference] == nil {
      Issue.record("\(difference) is explained, but was not seen")
    }
    return passed
  }

  /// Of what lies below a missing member nothing is said.
  private static func differences(_ original: JSONValue, _ ours: JSONValue) -> [String] {
    // A list without elements says nothing of their members.
    switch (original["value"]?.elements.isEmpty, ours["value"]?.elements.isEmpty) {
    case (true, _): return []
    case (false, true): return ["-value"]
    default: break
    }
    func only(_ some: Set<String>, _ others: Set<String>, _ sign: String) -> [String] {
      let missing = some.subtracting(others)
      return missing.filter { path in
        guard let dot = path.lastIndex(of: ".") else { return true }
        return !missing.contains(String(path[..<dot]))
      }.map { sign + $0 }
    }
    let (theirs, mine) = (original.memberPaths(), ours.memberPaths())
    return only(theirs, mine, "-") + only(mine, theirs, "+")
  }
}
