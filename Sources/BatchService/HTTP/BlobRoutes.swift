import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The Storage side of the service: containers and block blobs, path style
/// (`/account/container/blob`).
struct BlobRoutes: Sendable {
  let store: Store
  let files: BlobFiles
  let authentication: Authentication
  let account: String
  /// Where this service listens on this machine.
  let ports: Set<Int>
  /// How long the source of a copy may take to arrive.
  let copyPatience: Duration
  let clock: @Sendable () -> Timestamp

  /// The largest blob written by one request, in bytes (Put Blob: 5000 MiB).
  static let blobLimit: Int64 = 5000 << 20

  /// - Throws: ``WireError`` for whatever cannot be done.
  func respond(to request: ServiceRequest) async throws -> Response {
    guard request.path.first == account else {
      throw WireError(.notFound, "ResourceNotFound", "The specified resource does not exist.")
    }
    var target = BlobOperation.Target()
    if request.path.count > 1 { target.container = request.path[1] }
    if request.path.count > 2 { target.blob = try name(in: request) }
    let selector = BlobOperation.Selector(
      comp: request.query["comp"]?.lowercased(), restype: request.query["restype"]?.lowercased())
    let operations = Self.table.filter { $0.level == target.level && $0.selector == selector }
    guard let operation = operations.first(where: { $0.accepts(request) }) else {
      try authorize(request, target, .keyAlone)
      throw operations.isEmpty ? unknown(selector, target.level) : WireError.unsupportedVerb()
    }
    target.granted = try authorize(request, target, operation.access)
    try StorageParameters.check(request, operation.known)
    return try await operation.handler(self, request, target)
  }

  /// - Returns: the letters of the signature that allows it; nil for the key.
  @discardableResult
  private func authorize(
    _ request: ServiceRequest, _ target: BlobOperation.Target, _ access: BlobOperation.Access
  ) throws -> String? {
    try authentication.check(
      request,
      BlobAccess(
        container: target.level == .account ? nil : target.container, blob: target.level == .blob ? target.blob : nil,
        service: access.service, account: access.account))
  }

  /// Why no operation is selected.
  private func unknown(_ selector: BlobOperation.Selector, _ level: BlobOperation.Level) -> WireError {
    // Without it a path of one step is a blob of the container `$root`, which is never there.
    if level == .container, selector.restype == nil {
      return WireError(
        .badRequest, "MissingRequiredQueryParameter",
        "A query parameter that's mandatory for this request is not specified: restype=container.",
        values: [.init(key: "QueryParameterName", value: "restype")])
    }
    let words = [selector.restype.map { "restype=\($0)" }, selector.comp.map { "comp=\($0)" }].compactMap { $0 }
    guard !words.isEmpty else { return WireError.unsupportedVerb() }
    return StorageParameters.notImplemented(words.joined(separator: "&"))
  }

  /// The most characters and the most steps that the name of a blob may have.
  ///
  /// Source: "Naming and referencing containers, blobs, and metadata".
  private static let longestName = (characters: 1024, steps: 254)

  /// The name as it was written: a name may hold empty steps (`a//b`).
  func name(in request: ServiceRequest) throws -> String {
    let rest = request.rawPath.split(separator: "/", maxSplits: 2).dropFirst(2).first
    guard let name = rest.flatMap({ PercentEncoding.decode($0) }), !name.unicodeScalars.contains("\0"),
      name.utf16.count <= Self.longestName.characters,
      name.split(separator: "/", omittingEmptySubsequences: false).count <= Self.longestName.steps
    else {
      throw WireError(.badRequest, "InvalidUri", "The requested URI does not represent any resource on the server.")
    }
    return name
  }

  /// What there is of the account itself; a client's first question.
  func accountInformation(_ request: ServiceRequest) -> Response {
    BlobAnswer(request).empty(
      .ok, headers: [fieldName("x-ms-sku-name"): "Standard_LRS", fieldName("x-ms-account-kind"): "StorageV2"])
  }

  /// No logging, no metrics, no static site.
  func serviceProperties(_ request: ServiceRequest) -> Response {
    let off = XMLNode(
      "DeleteRetentionPolicy", children: [XMLNode("Enabled", text: "false")])
    return BlobAnswer(request).xml(XMLNode("StorageServiceProperties", children: [XMLNode("Cors"), off]))
  }
}
