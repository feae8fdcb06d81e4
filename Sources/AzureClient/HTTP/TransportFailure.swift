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

extension AzureError {
  static func timeout(_ exchange: HTTPExchange) -> AzureError {
    let seconds = exchange.timeLimit.components.seconds
    return AzureError(
      kind: .timeout, code: "RequestTimedOut",
      message: "The service at \(exchange.endpoint) did not answer within \(seconds) s; try again later.")
  }

  static func unreachable(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .unreachable, code: "ServiceUnreachable",
      message: "Nothing answers at \(exchange.endpoint); start the service or check the endpoint.")
  }

  static func connectionLost(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .connectionLost, code: "ConnectionLost",
      message: "The connection to \(exchange.endpoint) broke before the answer was complete; try again.")
  }

  static func tooLarge(_ exchange: HTTPExchange) -> AzureError {
    AzureError(
      kind: .tooLarge, code: "AnswerTooLarge",
      message: "The answer of \(exchange.endpoint) is larger than the \(exchange.maximumBytes) bytes allowed; "
        + "ask for less at a time.")
  }
}
