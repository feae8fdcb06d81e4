import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1
import NIOSSL

/// The connections of one process to its services, shared by all clients.
///
/// Whoever makes a transport owns it and ends it with ``shutdown()``, once no
/// client that was given it is in use any more; a transport that is dropped
/// without it stops a debug build. ``withTransport(retry:environment:_:)`` does
/// both.
public final class HTTPTransport: Sendable {
  /// How failed requests are repeated.
  public let retry: RetryPolicy
  /// Where the clients that use this transport get time and chance from.
  public let environment: ClientEnvironment
  private let client: LateClient
  private let observer: (@Sendable (HTTPTraffic) -> Void)?

  /// Opens nothing yet; connections are made as requests need them.
  ///
  /// - Parameters:
  ///   - certificateFile: certificates in PEM that are trusted beside those
  ///     of the system. One that cannot be read fails the first request.
  ///   - observer: is told of each try of a request when its answer's head is
  ///     there, or none will be; from any thread.
  public init(
    retry: RetryPolicy = RetryPolicy(), environment: ClientEnvironment = ClientEnvironment(),
    certificateFile: String? = nil, observer: (@Sendable (HTTPTraffic) -> Void)? = nil
  ) {
    self.retry = retry
    self.environment = environment
    self.observer = observer
    client = LateClient { Self.configuration(retry, certificateFile: certificateFile) }
  }

  private static func configuration(_ retry: RetryPolicy, certificateFile: String?) -> HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      // Connecting to a service that is there takes far less; a body that stalls is given up like a try.
      timeout: .init(
        connect: .seconds(10), read: TimeAmount(retry.tryLimit), write: TimeAmount(retry.tryLimit)))
    // A refused connection shall be told at once; tries are counted by the retry policy alone.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Half a minute of idleness is less than services grant, so few requests meet a connection that just closed.
    configuration.connectionPool.idleTimeout = .seconds(30)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
    configuration.httpVersion = .http1Only
    if let certificateFile {
      var security = TLSConfiguration.makeClientConfiguration()
      security.additionalTrustRoots = [.file(certificateFile)]
      configuration.tlsConfiguration = security
    }
    return configuration
  }

  /// Closes all connections; requests under way fail.
  ///
  /// - Throws: when it was called before.
  public func shutdown() async throws { try await client.shutdown() }

  /// Runs the body with a transport of its own and shuts it down, whether
  /// the body returns or throws.
  public static func withTransport<Result>(
    retry: RetryPolicy = RetryPolicy(), environment: ClientEnvironment = ClientEnvironment(),
    _ body: (HTTPTransport) async throws -> Result
  ) async throws -> Result {
    let transport = HTTPTransport(retry: retry, environment: environment)
    let result: Result
    do {
      result = try await body(transport)
    } catch {
      try await transport.shutdown()
      throw error
    }
    try await transport.shutdown()
    return result
  }

  /// Sends the request and collects the answer.
  ///
  /// - Throws: ``AzureError`` when there is no complete answer in time, or it
  ///   is too large; `CancellationError` when the task is cancelled.
  func send(_ exchange: HTTPExchange) async throws -> HTTPAnswer {
    try await Deadline.run(within: exchange.timeLimit, onTimeout: .timeout(exchange)) {
      let response = try await self.open(exchange)
      do {
        let body = try await response.body.collect(upTo: exchange.maximumBytes)
        try Task.checkCancellation()
        return HTTPAnswer(status: Int(response.status.code), headers: response.headers, body: body)
      } catch {
        throw TransportFailure.translated(error, exchange)
      }
    }
  }

  /// Sends the request and returns as soon as the answer's head is there;
  /// the body follows as it is read.
  ///
  /// - Throws: as ``send(_:)``; reading the body throws other errors, see
  ///   ``TransportFailure``.
  func open(_ exchange: HTTPExchange) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: exchange.url)
    // Batch signs the length 0 of a DELETE, which AsyncHTTPClient leaves out for the method it knows.
    request.method = exchange.method == "DELETE" ? .RAW(value: "DELETE") : HTTPMethod(rawValue: exchange.method)
    request.headers = HTTPHeaders(exchange.headers)
    request.body = exchange.body.map { .bytes($0) }
    let response: HTTPClientResponse
    let watch = Stopwatch(environment.clock)
    do {
      response = try await client.get().execute(request, deadline: .now() + TimeAmount(exchange.timeLimit))
    } catch {
      observer?(HTTPTraffic(exchange, status: nil, requestID: nil, duration: watch.elapsed))
      throw TransportFailure.translated(error, exchange)
    }
    observer?(
      HTTPTraffic(
        exchange, status: Int(response.status.code),
        requestID: response.headers.first(name: "request-id") ?? response.headers.first(name: "x-ms-request-id"),
        duration: watch.elapsed))
    // An answer that came twice must not be taken for that of the next request on the connection. Its body is not
    // read, which closes the connection.
    if let named = response.headers.first(name: exchange.requestIDHeader),
      let sent = exchange.headers.first(where: { $0.name == exchange.requestIDHeader })?.value, named != sent
    {
      throw AzureError.connectionLost(exchange)
    }
    return response
  }
}
