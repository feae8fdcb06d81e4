import AzureWire
import NIOCore

/// A request to one of the services, before it is signed.
struct ServiceCall: Sendable {
  var method: String
  /// Below the endpoint, percent-encoded.
  var path: String
  /// Without the api-version.
  var query: QueryItems = QueryItems()
  /// Names in lower case.
  var headers: [(name: String, value: String)] = []
  var body: ByteBuffer?
  /// For error sentences: `read`, `add`, ...
  var verb: String
  var subject: Subject
  /// Of the answer's body.
  var maximumBytes = 64 << 20
  /// What one try may take beyond the retry policy's limit.
  var extraTime: Duration = .zero

  /// A link of the service that is followed as it stands: path and query.
  var link: (path: String, query: String)?

  /// Takes the contents of a blob along; slow lines get a second for each
  /// 256 KiB.
  mutating func carry(_ contents: ByteBuffer) {
    body = contents
    extraTime = .seconds(contents.readableBytes >> 18)
  }

  init(_ method: String, _ path: String, verb: String, _ subject: Subject) {
    self.method = method
    self.path = path
    self.verb = verb
    self.subject = subject
  }
}
