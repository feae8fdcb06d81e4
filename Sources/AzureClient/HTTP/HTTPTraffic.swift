/// One request as it went over the wire, for whoever watches: without keys,
/// tokens and signatures.
public struct HTTPTraffic: Sendable, CustomStringConvertible {
  /// Such as `GET`.
  public var method: String
  /// The signature in it is taken out.
  public var url: String
  /// Of the answer; nil when there was none.
  public var status: Int?
  /// Up to the answer's head.
  public var duration: Duration
  /// By which the service's operators find the request; the client's own name
  /// for it where the service gave none.
  public var requestID: String?

  /// `GET http://127.0.0.1:24817/jobs?api-version=2025-06-01 200 3 ms 0f6b...`
  public var description: String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    let status = status.map(String.init) ?? "no answer"
    return "\(method) \(url) \(status) \(milliseconds) ms" + (requestID.map { " \($0)" } ?? "")
  }
}

extension HTTPTraffic {
  init(_ exchange: HTTPExchange, status: Int?, requestID: String?, duration: Duration) {
    self.init(
      method: exchange.method, url: ErrorDetails.redacted(exchange.url), status: status, duration: duration,
      requestID: requestID ?? exchange.headers.first { $0.name == exchange.requestIDHeader }?.value)
  }
}
