import AzureWire
import NIOCore

/// A client of one Batch account: Azure's, or any service that speaks the
/// same protocol.
///
/// Every method throws ``AzureError``, whose kind says whether the thing is
/// missing, in the way, or the service out of reach, and `CancellationError`
/// when its task is cancelled, which ends the request under way. Requests
/// that failed for a passing reason are repeated as the transport's retry
/// policy says.
///
///     try await HTTPTransport.withTransport { http in
///       let batch = try BatchClient(account: account, http: http)
///       try await batch.addJob(JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "local")))
///       try await batch.addTasks(job: "a", [TaskAddParameters(id: "1", commandLine: "hostname")])
///       for try await page in batch.jobs(filter: "state eq 'active'") { print(page.map(\.id)) }
///     }
public final class BatchClient: Sendable {
  /// The version of the protocol that is spoken.
  public static let apiVersion = "2025-06-01"

  let service: SignedService

  /// - Parameter http: stays the caller's, who shuts it down after the last
  ///   use of this client.
  /// - Throws: ``AzureError`` when the endpoint is no http or https address.
  public init(account: BatchAccount, http: HTTPTransport) throws {
    service = try SignedService(
      dialect: .batch, endpoint: account.batchEndpoint, credential: account.batchCredential, http: http)
  }

  /// Whether the service runs on this machine.
  package var isOnThisMachine: Bool { service.endpoint.isLoopback }

  /// A call with the version in its query and, for a value, with it as body.
  func call(
    _ method: String, _ path: [String], verb: String, _ subject: Subject,
    query: [(name: String, value: String?)] = [], condition: AccessCondition = .none,
    body: (some Encodable & Sendable)? = String?.none
  ) throws -> ServiceCall {
    let path = path.map { "/" + PercentEncoding.encode($0) }.joined()
    var call = ServiceCall(method, path, verb: verb, subject)
    call.query.items.append(("api-version", Self.apiVersion))
    for case (let name, let value?) in query { call.query.items.append((name, value)) }
    call.headers.append(("accept", "application/json"))
    call.headers += condition.headers
    if let body {
      call.headers.append(("content-type", Self.jsonType))
      call.body = ByteBuffer(bytes: try JSONCoding.encode(body))
    }
    return call
  }

  static let jsonType = "application/json; odata=minimalmetadata"

  func value<Value: Decodable>(_ type: Value.Type, _ call: ServiceCall) async throws -> Value {
    try service.decode(type, await service.perform(call), call)
  }

  /// Whether the thing is there that a HEAD asks for.
  func exists(_ call: ServiceCall) async throws -> Bool {
    do {
      _ = try await service.perform(call)
      return true
    } catch let error as AzureError where error.kind == .notFound {
      return false
    }
  }

  /// Performs the call; where an earlier try may have done it unseen, an
  /// error of one of these codes says that it has.
  func perform(_ call: ServiceCall, doneCodes: [String]) async throws {
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && doneCodes.contains(where: error.isCode) {
      return
    }
  }

  /// A list that is followed by its `odata.nextLink`.
  func pages<Item: Codable & Sendable>(
    of type: Item.Type, _ path: [String], _ subject: Subject, query: [(name: String, value: String?)] = []
  ) -> Pages<Item> {
    Pages { [self] link in
      var call = try call("GET", path, verb: "list", subject, query: query)
      if let link {
        guard let target = service.endpoint.pathAndQuery(ofLink: link) else {
          throw AzureError(
            kind: .protocol, code: "ForeignLink",
            message: "The list of \(subject.description) goes on at another address than "
              + "\(service.endpoint.description), which was not followed; check the endpoint.")
        }
        call.link = target
      }
      let page = try await value(Page<Item>.self, call)
      return Pages<Item>.Fetched(items: page.value, next: page.nextLink)
    }
  }

  /// The members to be answered; the id always is, since the models have it.
  static func selection(_ select: [String]?) -> String? {
    select.map { ($0.contains("id") ? $0 : ["id"] + $0).joined(separator: ",") }
  }
}
