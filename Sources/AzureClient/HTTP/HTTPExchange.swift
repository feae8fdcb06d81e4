import NIOCore

/// One signed request as it goes over the wire.
struct HTTPExchange: Sendable {
  var method: String
  var url: String
  var headers: [(name: String, value: String)]
  /// Nil sends no body; a method that may have one then says length 0.
  var body: ByteBuffer?
  /// For the answer's head, and for its body too where it is collected.
  var timeLimit: Duration
  /// Of the body, where it is collected.
  var maximumBytes: Int
  /// The header that names the request, which the service gives back.
  var requestIDHeader: String
  /// The service, for error sentences.
  var endpoint: String
}
