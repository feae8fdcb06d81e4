import AsyncHTTPClient
import AzureWire
import NIOCore
import NIOHTTP1

/// The connections of one process to its services, shared by all clients.
///
/// Whoever makes a transport owns it and ends it with ``shutdown()``, once no
/// client that was given it is in use any more; a transport that is dropped
/// without it stops a debug build. ``withTransport(retry:environment:_:)`` does
/// both.
package final class HTTPTransport: Sendable {
  /// How failed requests are repeated.
  package let retry: RetryPolicy
  /// Where the clients that use this transport get time and chance from.
  package let environment: ClientEnvironment
  private let client: HTTPClient

  /// Opens nothing yet; connections are made as requests need them.
  package init(retry: RetryPolicy = RetryPolicy(), environment: ClientEnvironment = ClientEnvironment()) {
    self.retry = retry
    self.environment = environment
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      // Connecting to a service that is there takes far less; a stalled answer is given up after a minute.
      timeout: .init(connect: .seconds(10), read: .seconds(60), write: .seconds(60)))
    // A refused connection shall be told at once; tries are counted by the retry policy alone.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
    configuration.httpVersion = .http1Only
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Closes all connections; requests under way fail.
  ///
  /// - Throws: when it was called before.
  package func shutdown() async throws { try await client.shutdown() }

  /// Runs the body with a transport of its own and shuts it down, whether
  /// the body returns or throws.
  package static func withTransport<Result>(
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
    do {
      return try await client.execute(request, deadline: .now() + TimeAmount(exchange.timeLimit))
    } catch {
      throw TransportFailure.translated(error, exchange)
    }
  }
}
