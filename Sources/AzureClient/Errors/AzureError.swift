/// Why a request failed, in one sentence that names the thing and the next
/// step.
///
/// Cancelling a request throws `CancellationError`, never this.
public struct AzureError: Error, Sendable, CustomStringConvertible {
  /// What sort of failure it is, for callers that act on it.
  public enum Kind: Sendable, Hashable {
    /// The thing asked for does not exist.
    case notFound
    /// The thing exists already or is in a state that forbids the request.
    case conflict
    /// The account, its key or this machine's clock was not accepted.
    case authentication
    /// The service was too busy, after all tries.
    case throttled
    /// Nothing answers at the endpoint.
    case unreachable
    /// The connection broke before the answer was complete.
    case connectionLost
    /// The service did not answer in time.
    case timeout
    /// The service failed inside (status 500 and above).
    case service
    /// The request itself is wrong.
    case invalidRequest
    /// The request or the answer is larger than is allowed.
    case tooLarge
    /// The thing has changed since it was read (status 412).
    case preconditionFailed
    /// The answer could not be understood.
    case `protocol`
  }

  /// What kind of failure it is, which decides what can be done about it.
  public var kind: Kind
  /// The status of the answer; nil when there was none.
  public var status: Int?
  /// The service's own word, such as `JobNotFound`.
  public var code: String
  /// One sentence for the user.
  public var message: String
  /// What the service itself said, on one line, for verbose output; empty
  /// when it said nothing.
  public var serviceMessage = ""
  /// By which the service's operators find the request.
  public var requestID: String?
  /// Details that the service added, in its order.
  public var values: [(key: String, value: String)] = []
  /// Whether an earlier try of the same request may have been carried out
  /// although its answer was lost.
  public var followsLostAnswer = false
  /// How long the service asked to wait before the next try.
  var retryAfter: Duration?

  /// An error that no service has sent; the message is the whole sentence.
  public init(kind: Kind, status: Int? = nil, code: String, message: String) {
    self.kind = kind
    self.status = status
    self.code = code
    self.message = message
  }

  /// The sentence for people.
  public var description: String { message }

  /// The same error, its sentence followed by the service's code and the id of
  /// the request: for verbose output.
  public var withOrigin: AzureError {
    var error = self
    let details = ["code \(code)", status.map { "status \($0)" }, requestID.map { "request id \($0)" }]
    error.message += " (\(details.compactMap { $0 }.joined(separator: ", ")))"
    return error
  }

  /// Whether the code is this one; the service's spelling of case varies.
  public func isCode(_ code: String) -> Bool { self.code.lowercased() == code.lowercased() }

  /// Whether the request may have been carried out although it failed.
  package var mayHaveBeenApplied: Bool {
    switch kind {
    case .connectionLost, .timeout, .service: true
    case .throttled: status == 503
    default: false
    }
  }
}
