import AzureClient
import AzureWire
import FaultTesting
import Foundation
import Synchronization
import Testing

/// What the real service was asked and has answered goes through the client:
/// each request is made by the client's own call, and a server gives the
/// answer that was recorded.
@Suite("Exchanges with the real service, replayed")
struct ReplayTests {
  @Test(
    "every recorded exchange passes through the client, and nothing that it models is lost",
    .enabled(if: Exchange.recordings != nil, "AZP_BATCH_RECORDINGS names no recorded exchanges"))
  func recordings() async throws {
    let exchanges = try Exchange.recorded()
    let report = try await replay(exchanges)
    #expect(report.replayed + report.withoutCall.values.reduce(0, +) == exchanges.count)
    #expect(Set(report.withoutCall.keys) == Set(Self.retired.keys))
    check(report.differences, against: Self.explainedInRecordings)
  }

  @Test(
    "every official example passes through the client, and nothing that it models is lost",
    .enabled(if: Exchange.specification != nil, "AZP_BATCH_SPEC names no description of the service"))
  func examples() async throws {
    let exchanges = try Exchange.examples()
    let report = try await replay(exchanges)
    #expect(report.replayed == exchanges.count)
    #expect(report.withoutCall.isEmpty)
    check(report.differences, against: Self.explainedInExamples)
  }

  /// What the client has no calls for, and why: mostly operations that the
  /// newest version has no more.
  private static let retired = [
    "certificates": "removed in 2025-06-01", "lifetimejobstats": "removed in 2023-05-01",
    "lifetimepoolstats": "removed in 2023-05-01", "nodeagentskus": "supportedimages since 2019-06-01",
    "refused": "requests without what they need, which the types of the client rule out",
    "rdp": "remoteloginsettings since 2024-07-01", "upgradeos": "removed in 2018-12-01",
  ]

  private struct Report {
    var replayed = 0
    /// How many exchanges have no call, by the word that names their kind.
    var withoutCall: [String: Int] = [:]
    /// Differences with the exchanges that show them.
    var differences: [String: [String]] = [:]
  }

  /// The answer as it would be to the client's request, which always selects
  /// the id; of a list that the client reads to its end, the last page.
  private static func served(_ exchange: Exchange) -> String {
    guard var answer = exchange.answer, exchange.status == 200 else { return exchange.body }
    if let selected = exchange.query["$select"], exchange.path.count == 2, answer["id"] == nil {
      #expect(!selected.split(separator: ",").contains("id"), "\(exchange.name)")
      answer["id"] = .string(exchange.path[1])
    } else if exchange.path.last == "jobpreparationandreleasetaskstatus" {
      answer["odata.nextLink"] = nil
    } else {
      return exchange.body
    }
    do {
      return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
    } catch {
      Issue.record("\(exchange.name) cannot be written: \(error)")
      return exchange.body
    }
  }

  /// - Parameter explained: names of members that may be missing, and why.
  private func check(_ differences: [String: [String]], against explained: [String: String]) {
    var seen: Set<String> = []
    for (difference, names) in differences.sorted(by: { $0.key < $1.key }) {
      let member = difference.split(whereSeparator: { ". ".contains($0) }).last.map(String.init) ?? ""
      seen.insert(member)
      guard difference.hasPrefix("-"), explained[member] != nil else {
        Issue.record("\(difference) in \(names.count) exchanges, such as \(names[0]), is not explained")
        continue
      }
    }
    for member in explained.keys.sorted() where !seen.contains(member) {
      Issue.record("\(member) is explained but was not seen")
    }
  }

  private func replay(_ exchanges: [Exchange]) async throws -> Report {
    let current = Mutex<Exchange?>(nil)
    let script: ScriptedServer.Script = { _ in
      guard let exchange = current.withLock({ $0 }) else { return .answer(500) }
      // The length is that of the text that is sent here; the names of other requests would not fit.
      let dropped = ["content-length", "transfer-encoding", "connection", "client-request-id"]
      let headers = exchange.headers.filter {
        exchange.method == "HEAD" && $0.0.lowercased() == "content-length" || !dropped.contains($0.0.lowercased())
      }
      return .answer(exchange.status, headers: headers, body: Self.served(exchange))
    }
    var report = Report()
    try await TestAccount.withBatch(script: script) { client, server in
      for exchange in exchanges {
        current.withLock { $0 = exchange }
        let run: Operation.Run?
        do {
          run = try Operation.find(exchange)
        } catch  where exchange.status == 400 {
          // A request that the client's types rule out; the refusal is read all the same.
          _ = try await differences(exchange, client) {
            _ = try await $0.job("a"); return .null
          }
          report.withoutCall["refused", default: 0] += 1
          continue
        } catch {
          Issue.record("the request of \(exchange.name) cannot be read: \(error)")
          continue
        }
        guard let run else {
          report.withoutCall[Self.retiredWord(exchange), default: 0] += 1
          continue
        }
        let before = server.requests.count
        let found = try await differences(exchange, client, run)
        report.replayed += 1
        let sent = try #require(server.requests.dropFirst(before).first, "\(exchange.name) was not asked for")
        #expect(sent.method == exchange.method, "\(exchange.name)")
        #expect(
          sent.path.split(separator: "/").map { PercentEncoding.decode($0)?.lowercased() }
            == Self.steps(exchange).map { $0.lowercased() }, "\(exchange.name)")
        for difference in found.union(try requestDifferences(exchange, sent)) {
          report.differences[difference, default: []].append(exchange.name)
        }
      }
    }
    return report
  }

  /// As the client sends them: a file's path is one step.
  private static func steps(_ exchange: Exchange) -> [String] {
    let path = exchange.path
    guard let files = path.firstIndex(of: "files"), files + 2 < path.count else { return path }
    return Array(path[...files]) + [path[(files + 1)...].joined(separator: "/")]
  }

  /// What an operation is called that the client has no call for.
  private static func retiredWord(_ exchange: Exchange) -> String {
    if exchange.path[0].hasPrefix("certificates") { return "certificates" }
    return exchange.path.count > 2 ? exchange.path.last ?? "" : exchange.path[0]
  }

  /// What the client's value of an answer has not, or has otherwise.
  private func differences(
    _ exchange: Exchange, _ client: BatchClient, _ run: Operation.Run
  ) async throws -> Set<String> {
    let value: JSONValue
    do {
      value = try await run(client)
    } catch let error as AzureError where exchange.status >= 300 {
      #expect(error.status == exchange.status, "\(exchange.name)")
      if let code = exchange.answer?["code"] { #expect(code == .string(error.code), "\(exchange.name)") }
      let ids = exchange.headers.filter { $0.0.lowercased() == "request-id" }.map(\.1)
      #expect(error.requestID == ids.first, "\(exchange.name)")
      let values = exchange.answer?["values"].map { if case .array(let items) = $0 { items.count } else { 0 } } ?? 0
      #expect(error.values.count == values, "\(exchange.name)")
      return []
    } catch {
      Issue.record("\(exchange.name) is not read: \(error)")
      return []
    }
    switch value {
    case .null: return []
    case .string(let text):
      #expect(text == exchange.body, "\(exchange.name)")
      return []
    case .bool(let isThere):
      #expect(isThere == (exchange.status < 300), "\(exchange.name)")
      return []
    case .int(let size):
      let length = exchange.headers.first { $0.0.lowercased() == "content-length" }?.1
      #expect(length == String(size), "\(exchange.name)")
      return []
    default: break
    }
    guard var answer = try? JSONDecoder().decode(JSONValue.self, from: Data(Self.served(exchange).utf8)) else {
      return ["answer missing"]
    }
    answer["odata.metadata"] = nil
    if case .array = value { answer = answer["value"] ?? .null }
    // The client always selects the id.
    let kind = Self.kind(exchange)
    return Set(JSONDifference.between(answer, value).map { Self.named($0, kind) })
  }

  /// What the body of the client's request has not, or has otherwise.
  private func requestDifferences(_ exchange: Exchange, _ sent: ReceivedRequest) throws -> Set<String> {
    guard let original = exchange.requestBody else {
      #expect(sent.body.isEmpty || sent.text == "{}", "\(exchange.name)")
      return []
    }
    let copy = try JSONDecoder().decode(JSONValue.self, from: Data(sent.body.isEmpty ? Array("{}".utf8) : sent.body))
    return Set(JSONDifference.between(original, copy).map { Self.named($0, "new " + Self.kind(exchange)) })
  }

  /// `-poolInfo.x` of a job becomes `-job: poolInfo.x`.
  private static func named(_ difference: String, _ kind: String) -> String {
    "\(difference.prefix(1))\(kind): \(difference.dropFirst())"
  }

  /// The thing that a request is about, whether one or many.
  private static func kind(_ exchange: Exchange) -> String {
    let path = exchange.path
    let words = ["jobs", "tasks", "pools", "nodes", "jobschedules", "files"]
    let last = path.indices.last { index in
      words.contains(path[index]) && (index.isMultiple(of: 2)) || index > 0 && index.isMultiple(of: 2)
    }
    return path[last ?? 0]
  }
}
