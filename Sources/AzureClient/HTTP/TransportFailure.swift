import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What went wrong below HTTP, as an ``AzureError``.
enum TransportFailure {
  /// - Returns: a `CancellationError` when this task is cancelled.
  static func translated(_ error: any Error, _ exchange: HTTPExchange) -> any Error {
    if error is CancellationError || Task.isCancelled { return CancellationError() }
    switch error {
    case let error as AzureError: return error
    case is NIOTooManyBytesError: return AzureError.tooLarge(exchange)
    case is NIOConnectionError: return AzureError.unreachable(exchange)
    case let error as IOError where Self.isUnreachable(error.errnoCode): return AzureError.unreachable(exchange)
    case let error as HTTPClientError: return translated(error, exchange)
    default: return AzureError.connectionLost(exchange)
    }
  }

  private static func translated(_ error: HTTPClientError, _ exchange: HTTPExchange) -> AzureError {
    switch error {
    case .deadlineExceeded, .readTimeout, .writeTimeout: .timeout(exchange)
    case .connectTimeout, .getConnectionFromPoolTimeout: .unreachable(exchange)
    case .alreadyShutdown:
      AzureError(
        kind: .protocol, code: "TransportShutDown",
        message: "The connections to \(exchange.endpoint) were closed before the request; use a new transport.")
    case .invalidURL, .emptyHost, .emptyScheme:
      AzureError(
        kind: .invalidRequest, code: "InvalidUri",
        message: "The address \(exchange.endpoint) cannot be used; check the endpoint.")
    default: .connectionLost(exchange)
    }
  }

  private static func isUnreachable(_ code: CInt) -> Bool {
    [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, EADDRNOTAVAIL].contains(code)
  }
}
