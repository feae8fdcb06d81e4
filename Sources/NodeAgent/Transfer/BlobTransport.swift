package import AsyncHTTPClient
import NIOCore
package import NIOHTTP1
package import AzureWire

/// Requests for resource files and output files, tried again as long as that
/// makes sense.
package struct BlobTransport: Sendable {
  /// Why a transfer failed for good.
  package enum Failure: Error, Sendable, Equatable {
    case notFound
    case denied
    /// With a text for people.
    case other(String)
  }

  /// Also understood by the oldest service that azp talks to.
  package static let version = "2021-08-06"

  private let http: HTTPClient
  /// The service, such as `http://127.0.0.1:24817`.
  package let endpoint: String
  /// The account whose blobs the service keeps.
  package let account: String
  private let timings: NodeTimings
  /// What the service knows the node by; nobody else gets it.
  private let node: (id: String, token: Secret<String>)?
  /// Attempts against a host that is not the service itself.
  private static let attempts = 8

  package init(
    http: HTTPClient, endpoint: String, account: String, timings: NodeTimings,
    node: (id: String, token: Secret<String>)? = nil
  ) {
    self.node = node
    self.http = http
    self.endpoint = endpoint
    self.account = account
    self.timings = timings
  }

  /// Where a URL leads; blobs of the account are sought at the service.
  package func address(_ url: String) -> BlobAddress { BlobAddress(url, endpoint: endpoint, account: account) }

  /// Sends a request and hands its successful response to `receive`, which
  /// may be called again when the response breaks off.
  ///
  /// The service is tried without limit while it cannot be reached, because
  /// it may be about to come back; any other host a few times.
  /// - Throws: ``Failure``, or `CancellationError`.
  package func send<Result: Sendable>(
    _ method: HTTPMethod, _ address: BlobAddress, query: [(name: String, value: String)] = [],
    headers: HTTPHeaders = [:], body: @Sendable () throws -> HTTPClientRequest.Body? = { nil },
    receive: (HTTPClientResponse) async throws -> Result
  ) async throws -> Result {
    var backoff = Backoff(first: timings.firstRetry, longest: timings.longestRetry)
    var attempt = 1
    while true {
      try Task.checkCancellation()
      let problem: String
      do {
        var request = HTTPClientRequest(url: address.url(adding: query).reveal())
        request.method = method
        request.headers = headers
        request.headers.add(name: "x-ms-version", value: Self.version)
        if let node, address.isAt(endpoint) {
          request.headers.add(name: NodeProtocol.nodeHeader, value: node.id)
          request.headers.add(name: NodeProtocol.nodeTokenHeader, value: node.token.reveal())
        }
        request.body = try body()
        let response = try await http.execute(request, timeout: .hours(24))
        switch response.status.code {
        case 200..<300: return try await receive(response)
        case 404: throw Failure.notFound
        case 401, 403: throw Failure.denied
        case 408, 429, 500, 502, 503, 504: problem = "HTTP \(response.status.code)"
        default: throw Failure.other("the server answered HTTP \(response.status.code)")
        }
        if attempt >= Self.attempts { throw Failure.other("the server answered \(problem) \(attempt) times") }
        attempt += 1
      } catch let failure as Failure {
        throw failure
      } catch let error as SystemError {
        throw error
      } catch {
        try Task.checkCancellation()
        if let error = error as? HTTPClientError, Self.isInvalid(error) {
          throw Failure.other("the address is not one that can be requested (\(error))")
        }
        if !address.isAt(endpoint) {
          if attempt >= Self.attempts { throw Failure.other("no connection after \(attempt) attempts (\(error))") }
          attempt += 1
        }
      }
      try await Task.sleep(for: backoff.wait())
    }
  }

  private static func isInvalid(_ error: HTTPClientError) -> Bool {
    error == .invalidURL || error == .emptyHost || error == .emptyScheme || error.isUnsupportedScheme
      || error == .redirectLimitReached
  }
}

extension HTTPClientError {
  fileprivate var isUnsupportedScheme: Bool { description.contains("unsupportedScheme") }
}
