import AzureWire
import BatchService
import Testing

/// Every parameter that any operation of Batch has, sent to every operation:
/// one that has it must act upon it or refuse it, any other must refuse it.
@Suite("Parameters of Batch")
struct BatchParameterTests {
  /// What neither an operation's meaning nor its effect depends on.
  private static let harmless: Set<String> = [
    "api-version", "timeout", "client-request-id", "return-client-request-id", "ocp-date", "accept", "content-type",
    "content-length",
  ]

  /// A value that no request can be answered with as if it were not there.
  private static let probes: [String: String] = [
    "maxresults": "0", "$filter": "nonsense", "$expand": "nonsense", "$select": "id", "force": "perhaps",
    "recursive": "perhaps", "starttime": "yesterday", "endtime": "yesterday", "ocp-range": "nonsense",
    "if-match": "\"0x0\"", "if-none-match": "*", "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT",
    "if-unmodified-since": "Mon, 01 Jan 1990 00:00:00 GMT",
  ]

  /// A condition that cannot be read, for the files of agents that are not there.
  private static let unreadable = "yesterday"

  private static let lists: Set<String> = [
    "GET jobs", "GET jobs/*/tasks", "GET jobschedules", "GET pools/*/nodes",
  ]

  /// Where a selection shows nothing, and why.
  private static let emptyLists = [
    "GET jobs/*/tasks/*/subtasksinfo": "no task has subtasks",
    "GET pools/*/nodes/*/extensions": "no node has extensions",
    "GET jobs/*/jobpreparationandreleasetaskstatus": "the job of the walk has run nowhere",
  ]

  @Test(
    "no parameter of any Batch operation is passed over: it acts, or it is refused",
    .enabled(if: RecordedExchange.specification != nil, "AZP_BATCH_SPEC names no description of the service"))
  func walk() async throws {
    let operations = try BatchOperation.all()
    #expect(operations.count > 75)
    let named = operations.values.reduce(into: Set<String>()) { $0.formUnion($1.query.union($1.headers)) }
    let headers = operations.values.reduce(into: Set<String>()) { $0.formUnion($1.headers) }
    let unknown = named.subtracting(Self.harmless).subtracting(Self.probes.keys)
    #expect(unknown.isEmpty, "these have no value to send: \(unknown)")
    let exchanges = try Self.exchanges(operations)
    try await TestServer.run(filePatience: .milliseconds(1)) { server in
      let world = try await RecordedWorld(server: server)
      for (name, operation) in operations.sorted(by: { $0.key < $1.key }) {
        // Certificates were removed in 2025-06-01, and their paths are no plain ones.
        guard let exchange = exchanges[name], !name.contains("certificates") else { continue }
        // A list has an element in it.
        var prepared = exchange
        if Self.lists.contains(name) { prepared.path += "/it" }
        try await world.prepare(for: prepared)
        let plain = try await send(exchange, server)
        for (parameter, probe) in Self.probes.sorted(by: { $0.key < $1.key }) {
          let value = name.contains("/files") && parameter.hasSuffix("since") ? Self.unreadable : probe
          try await world.prepare(for: prepared)
          let answer = try await send(
            exchange, server, headers.contains(parameter) ? .header : .query, parameter, value)
          let isKnown = operation.query.contains(parameter) || operation.headers.contains(parameter)
          check(name, parameter, isKnown: isKnown, plain, answer)
        }
      }
    }
  }

  private func check(
    _ name: String, _ parameter: String, isKnown: Bool, _ plain: TestServer.Answer, _ answer: TestServer.Answer
  ) {
    // What is never there takes no parameters; it has done nothing.
    guard plain.status != 404 || answer.status != 404 else { return }
    guard isKnown else {
      let code = answer.header("content-length") == "0" ? nil : answer.error?.code
      #expect(
        answer.status == 400 && [nil, "UnsupportedQueryParameter", "UnsupportedHeader"].contains(code),
        "\(name) does not have \(parameter), and answers \(answer.status) \(answer.body)")
      return
    }
    guard parameter != "$select" || Self.emptyLists[name] == nil, plain.status < 400 || answer.status < 400 else {
      return
    }
    let acts = answer.status != plain.status || answer.json?.memberPaths() != plain.json?.memberPaths()
    #expect(acts, "\(name) passes over \(parameter): \(plain.status) \(plain.body), \(answer.status) \(answer.body)")
  }

  private enum Place { case query, header }

  private func send(
    _ exchange: RecordedExchange, _ server: TestServer, _ place: Place? = nil, _ name: String = "", _ value: String = ""
  ) async throws -> TestServer.Answer {
    var query = exchange.query
    if place == .query { query.items.append((name, value)) }
    var headers = place == .header ? [(name, value)] : []
    if exchange.requestBody != nil { headers.append(("content-type", "application/json; odata=minimalmetadata")) }
    return try await server.send(
      exchange.method, "\(exchange.path)?\(query.encoded)", headers: headers, body: exchange.requestBody)
  }

  /// A request for each operation: an official example where there is one.
  private static func exchanges(_ operations: [String: BatchOperation]) throws -> [String: RecordedExchange] {
    var exchanges: [String: RecordedExchange] = [:]
    for example in try RecordedExchange.examples() where example.status < 300 {
      let name = "\(example.method) \(example.template)"
      exchanges[name] = exchanges[name] ?? example
    }
    for name in operations.keys where exchanges[name] == nil {
      let parts = name.split(separator: " ")
      let path = parts[1].replacing("**", with: "wd").replacing("*", with: "it")
      exchanges[name] = RecordedExchange(
        name: name, version: "2018-12-01.8.0", method: String(parts[0]), path: "/" + path,
        query: QueryItems([("api-version", "2018-12-01.8.0")]), status: 200)
    }
    return exchanges
  }
}
