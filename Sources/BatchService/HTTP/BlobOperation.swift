import HTTPTypes
import Hummingbird

/// One operation of Storage: which requests ask for it, who may ask, what
/// they may say, and what is done.
struct BlobOperation: Sendable {
  typealias Handler = @Sendable (BlobRoutes, ServiceRequest, Target) async throws -> Response

  /// The kind of resource that an operation acts on.
  enum Level: Sendable {
    case account
    case container
    case blob
  }

  /// The resource that a request names, and the rights that it comes with.
  struct Target: Sendable {
    /// Empty for the account.
    var container = ""
    /// Empty for the account and for containers.
    var blob = ""
    /// The letters of the signature that allows it; nil for the account's key.
    var granted: String?

    var level: Level { container.isEmpty ? .account : blob.isEmpty ? .container : .blob }
  }

  /// What tells the operations of a level apart, beside the method; in lower
  /// case.
  struct Selector: Sendable, Equatable {
    var comp: String?
    var restype: String?
  }

  /// What a signature must grant: letters of which one suffices, none where
  /// no signature does.
  struct Access: Sendable {
    /// Of a container or blob ("Create a service SAS", permissions by operation).
    var service: String
    /// Of the account ("Create an account SAS", permissions by operation).
    var account: String

    static func both(_ letters: String) -> Access { Access(service: letters, account: letters) }
    /// What no signature of a container or blob allows.
    static func account(_ letters: String) -> Access { Access(service: "", account: letters) }
    static let keyAlone = both("")
  }

  let methods: [HTTPRequest.Method]
  let level: Level
  let selector: Selector
  /// Headers that a request for this operation carries.
  let headers: [String]
  let access: Access
  let known: KnownParameters
  let handler: Handler

  init(
    _ methods: HTTPRequest.Method..., level: Level, comp: String? = nil, restype: String? = nil,
    headers: [String] = [], _ access: Access, _ known: KnownParameters = .none, _ handler: @escaping Handler
  ) {
    self.methods = methods
    self.level = level
    selector = Selector(comp: comp, restype: restype)
    self.headers = headers
    self.access = access
    self.known = known + .blockType + KnownParameters(query: ["comp", "restype"], headers: Set(headers))
    self.handler = handler
  }

  func accepts(_ request: ServiceRequest) -> Bool {
    methods.contains(request.method) && headers.allSatisfy { request.header($0) != nil }
  }
}
