import AsyncHTTPClient
import AzureClient
import AzureWire
import BatchService
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Testing

/// A server on a socket, without a keeper of nodes, and clients of it.
struct TestServer: Sendable {
  let store: Store
  let port: Int
  let batch: BatchClient
  let blobs: BlobClient
  let directory: TemporaryDirectory
  private let clock: @Sendable () -> Timestamp
  let http: HTTPClient

  static let credential = makeCredential("local", key: "the key of the tests")
  static let wrongCredential = makeCredential("local", key: "another key")
  static let nodeToken = "a token of a node"

  var endpoint: String { "http://127.0.0.1:\(port)" }

  /// Runs the body with a server on a directory, and ends it.
  static func run(
    directory: TemporaryDirectory? = nil, filePatience: Duration = .seconds(20),
    copyPatience: Duration = .seconds(60), clock: (@Sendable () -> Timestamp)? = nil,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let directory = try directory ?? TemporaryDirectory()
    let store = try await Store(path: directory.path + "/batch.sqlite")
    let clock = clock ?? { Timestamp(secondsSince1970: Date().timeIntervalSince1970) }
    try await store.ensurePool(id: "local", nodes: 1, slotsPerNode: 2, now: clock())
    // Another program may have the port.
    for _ in 0..<20 {
      let port = Int.random(in: 20_000..<32_000)
      let server = try await BatchServer(
        store: store, blobDirectory: directory.path + "/blobs", credential: credential, port: port, logger: .silent,
        filePatience: filePatience, copyPatience: copyPatience, clock: clock)
      let (running, started) = AsyncStream<Void>.makeStream()
      let task = Task {
        defer { started.finish() }
        try await server.run { started.yield() }
      }
      var isRunning = false
      for await _ in running {
        isRunning = true
        break
      }
      guard isRunning else {
        do {
          try await task.value
        } catch is ServiceError {
          continue
        }
        continue
      }
      do {
        try await with(store: store, port: port, directory: directory, clock: clock, body)
      } catch {
        task.cancel()
        _ = await task.result
        throw error
      }
      task.cancel()
      _ = await task.result
      return
    }
    throw ServiceError("no port is free")
  }

  private static func with(
    store: Store, port: Int, directory: TemporaryDirectory, clock: @escaping @Sendable () -> Timestamp,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let account = BatchAccount(
      batchEndpoint: "http://127.0.0.1:\(port)", batchCredential: credential,
      blobEndpoint: "http://127.0.0.1:\(port)/local", storageCredential: credential)
    try await HTTPTransport.withTransport { transport in
      let http = HTTPClient(eventLoopGroupProvider: .singleton)
      do {
        try await body(
          TestServer(
            store: store, port: port, batch: try BatchClient(account: account, http: transport),
            blobs: try BlobClient(account: account, http: transport), directory: directory, clock: clock, http: http))
      } catch {
        try await http.shutdown()
        throw error
      }
      try await http.shutdown()
    }
  }

  /// How a request proves where it comes from.
  enum Proof {
    case none
    case key(SharedKeyCredential, Date)
    case token(String)

    static var key: Proof { .key(credential, Date()) }
  }

  /// The server's time.
  var now: Timestamp { clock() }

  /// A proof for a server whose time is not the machine's.
  var proof: Proof { .key(Self.credential, Date(timeIntervalSince1970: now.secondsSince1970)) }

  /// Waits until there is a job of that id.
  func waitForJob(_ id: String) async throws {
    while true {
      do {
        _ = try await store.job(id)
        return
      } catch let error as WireError where error.code == "JobNotFound" {
        await Task.yield()
      }
    }
  }

  /// Sends a request; `target` is path and query as they are sent.
  func send(
    _ method: String, _ target: String, headers: [(String, String)] = [], body: String? = nil, proof: Proof = .key
  ) async throws -> Answer {
    let isStorage = target.hasPrefix("/local") || headers.contains { $0.0 == "x-ms-version" }
    var all = headers.map { (name: $0.0, value: $0.1) }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    switch proof {
    case .none: break
    case .token(let token): all.append(("authorization", "Bearer \(token)"))
    case .key(let credential, let date):
      let time = Timestamp(secondsSince1970: date.timeIntervalSince1970).rfc1123
      all.append((isStorage ? "x-ms-date" : "ocp-date", time))
      var signed = all.map { (name: $0.name.lowercased(), value: $0.value) }
      if let body { signed.append(("content-length", String(body.utf8.count))) }
      let request = SharedKeyRequest(
        service: isStorage ? .storage : .batch, method: method, path: String(parts[0]),
        query: QueryItems(query: parts.count > 1 ? parts[1] : ""), headers: signed)
      all.append(("authorization", credential.authorization(for: request)))
    }
    var request = HTTPClientRequest(url: endpoint + target)
    request.method = HTTPMethod(rawValue: method)
    request.headers = HTTPHeaders(all)
    request.body = body.map { .bytes(ByteBuffer(string: $0)) }
    let response = try await http.execute(request, timeout: .seconds(60))
    let bytes = try await response.body.collect(upTo: 64 << 20)
    return Answer(status: Int(response.status.code), headers: response.headers, body: String(buffer: bytes))
  }

  /// A Batch request, with the version in its query.
  func call(_ method: String, _ path: String, body: String? = nil, proof: Proof = .key) async throws -> Answer {
    let separator = path.contains("?") ? "&" : "?"
    let headers = body == nil ? [] : [("content-type", "application/json; odata=minimalmetadata")]
    return try await send(
      method, "\(path)\(separator)api-version=2025-06-01", headers: headers, body: body, proof: proof)
  }

  struct Answer: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: String

    func header(_ name: String) -> String? { headers.first(name: name) }

    /// The body of an error of Batch.
    var error: BatchErrorBody? { try? JSONText.decode(BatchErrorBody.self, body) }
    var json: JSONValue? { try? JSONText.decode(JSONValue.self, body) }
  }

  private static func makeCredential(_ account: String, key: String) -> SharedKeyCredential {
    let key = Secret(Base64.encode(Array(key.utf8)))
    guard let credential = SharedKeyCredential(account: account, base64Key: key) else {
      preconditionFailure("the key of the tests is Base64")
    }
    return credential
  }
}

extension TestServer {
  func addJob(_ id: String = "job1", _ change: (inout JobAddParameters) -> Void = { _ in }) async throws {
    var job = JobAddParameters(id: id, poolInfo: PoolInformation(poolId: "local"))
    change(&job)
    try await batch.addJob(job)
  }

  func addTasks(_ ids: some Sequence<Int>, to job: String = "job1") async throws {
    try await batch.addTasks(job: job, ids.map { TaskAddParameters(id: String($0), commandLine: "true") })
  }

  /// A node whose agent is the test.
  func addNode(_ id: String = "node1", slots: Int = 2) async throws {
    let hash = MessageAuthentication.sha256(Array(Self.nodeToken.utf8))
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try await store.addNode(
      id: id, poolID: "local", slots: slots, tokenHash: hash,
      now: Timestamp(secondsSince1970: Date().timeIntervalSince1970))
  }

  func exchange(_ report: NodeReport, node: String = "node1") async throws -> NodeInstructions {
    let answer = try await send(
      "POST", "/node/\(node)/exchange", headers: [("content-type", "application/json")],
      body: try JSONText.encode(report), proof: .token(Self.nodeToken))
    return try JSONText.decode(NodeInstructions.self, answer.body)
  }
}

/// The ``AzureError`` that the body throws; nil when it throws none.
func azureError<Result>(_ body: () async throws -> Result) async throws -> AzureError? {
  do {
    _ = try await body()
    return nil
  } catch let error as AzureError {
    return error
  }
}

/// Expects an ``AzureError`` of that code.
func expectAzure<Result>(
  _ code: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
) async throws {
  let error = try await azureError(body)
  #expect(error?.code == code, sourceLocation: sourceLocation)
}
