import AzureWire
import BatchService
import Testing

/// What the real service was asked is asked of this one, which is to answer
/// with the same status.
@Suite("Requests to the real service, made to this one")
struct RecordedRequestTests {
  @Test(
    "every recorded request is answered as the real service did, or the difference is explained",
    .enabled(if: RecordedExchange.recordings != nil, "AZP_BATCH_RECORDINGS names no recorded exchanges"))
  func recordings() async throws {
    try await check(try RecordedExchange.recorded(), Self.explainedInRecordings)
  }

  @Test(
    "every official example of a request is answered as it says, or the difference is explained",
    .enabled(if: RecordedExchange.specification != nil, "AZP_BATCH_SPEC names no description of the service"))
  func examples() async throws {
    try await check(try RecordedExchange.examples(), Self.explainedInExamples)
  }

  /// - Parameter explained: why requests are answered otherwise, by what
  ///   ``difference(_:_:)`` makes of them.
  private func check(_ exchanges: [RecordedExchange], _ explained: [String: String]) async throws {
    var found: [String: [String]] = [:]
    try await TestServer.run { server in
      let world = try await RecordedWorld(server: server)
      // Files come from agents; see FileRelayTests.
      for exchange in exchanges where !exchange.template.contains("/files") {
        do {
          try await world.prepare(for: exchange)
          let answer = try await world.send(exchange)
          guard answer.status != exchange.status else {
            for member in try await lost(exchange, server) {
              found["\(exchange.template): \(member) is lost", default: []].append(exchange.name)
            }
            continue
          }
          found[Self.difference(exchange, answer), default: []].append("\(exchange.name): \(answer.body)")
        } catch let error as UnreadableExchange {
          Issue.record("\(exchange.name) has not what it needs: \(error.message)")
        }
      }
    }
    for (difference, examples) in found.sorted(by: { $0.key < $1.key }) where explained[difference] == nil {
      Issue.record("\(difference), \(examples.count) times, is not explained; such as \(examples[0])")
    }
    for difference in explained.keys.sorted() where found[difference] == nil {
      Issue.record("\(difference) is explained, but was not seen")
    }
  }

  /// What was said of a new thing, but is not answered when it is read.
  private func lost(_ exchange: RecordedExchange, _ server: TestServer) async throws -> [String] {
    guard exchange.status == 201, let said = exchange.request, let id = said["id"]?.text else { return [] }
    let answer = try await server.send("GET", "\(exchange.path)/\(id)?api-version=\(exchange.version)")
    let kept = try #require(answer.json, "\(exchange.name) cannot be read: \(answer.body)").memberPaths()
    return said.memberPaths().subtracting(kept).sorted()
  }

  /// `POST pools: 409 InvalidPropertyValue (subnetId), not 201`.
  private static func difference(_ exchange: RecordedExchange, _ answer: TestServer.Answer) -> String {
    let ours = answer.error.map { "\(answer.status) \($0.code)\(property($0))" } ?? String(answer.status)
    let refusal = exchange.status < 400 ? nil : exchange.answer
    let recorded = refusal.flatMap { try? JSONText.decode(BatchErrorBody.self, JSONText.encode($0)) }
    let theirs = recorded.map { "\(exchange.status) \($0.code)\(property($0))" } ?? String(exchange.status)
    return "\(exchange.method) \(exchange.template): \(ours), not \(theirs)"
  }

  /// The property that an error names.
  private static func property(_ error: BatchErrorBody) -> String {
    error.values?.first { $0.key == "PropertyName" }?.value.map { " (\($0))" } ?? ""
  }
}
