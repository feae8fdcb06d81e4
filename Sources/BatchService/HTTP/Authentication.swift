import AzureWire
import HTTPTypes

/// Checks who sends a request.
struct Authentication: Sendable {
  let credential: SharedKeyCredential
  let clock: @Sendable () -> Timestamp

  /// How far a request's date may lie from the service's clock.
  private static let window = 15 * 60.0

  /// What a bearer token may open.
  enum Resource {
    case batch
    case storage
    case management

    /// Whether a token's audience means this, in whichever cloud.
    func isMeant(by audience: String) -> Bool {
      let host = audience.dropFirst("https://".count).prefix { $0 != "/" }
      return switch self {
      case .batch: host.hasPrefix("batch.")
      case .storage: host.hasPrefix("storage.") || host.contains(".blob.")
      case .management: host.hasPrefix("management.")
      }
    }
  }

  /// Checks a request to Batch: signed with the account's key, or with a token.
  ///
  /// - Throws: ``WireError`` `AuthenticationFailed`.
  func checkBatch(_ request: ServiceRequest) throws {
    if request.header("authorization")?.hasPrefix("Bearer ") == true {
      try checkToken(request, for: .batch)
    } else {
      try checkSharedKey(request, .batch)
    }
  }

  /// - Throws: ``WireError`` `AuthenticationFailed` with status 401 for
  ///   anything but a token of ours for the resource that has not ended.
  func checkToken(_ request: ServiceRequest, for resource: Resource) throws {
    guard let header = request.header("authorization"), header.hasPrefix("Bearer "),
      let token = AccessToken(String(header.dropFirst("Bearer ".count)), signedBy: credential, now: clock()),
      resource.isMeant(by: token.audience)
    else {
      var error = WireError(.unauthorized, "AuthenticationFailed", WireError.authenticationFailed.message)
      error.values = [
        .init(
          key: "AuthenticationErrorDetail",
          value: "The access token is not of this service, is for another resource, or has ended.")
      ]
      throw error
    }
  }

  /// - Throws: ``WireError`` `AuthenticationFailed` for anything but a fresh
  ///   request signed with the account's key.
  func checkSharedKey(_ request: ServiceRequest, _ service: SharedKeyRequest.Service) throws {
    guard let authorization = request.header("authorization") else { throw failure("no Authorization header") }
    let text = request.header(service.dateHeader) ?? request.header("date") ?? ""
    guard let date = Timestamp(rfc1123: text), abs(date.secondsSince1970 - clock().secondsSince1970) <= Self.window
    else {
      throw failure("The Date header in the request is incorrect or too far from the service's time: '\(text)'.")
    }
    guard credential.verify(authorization: authorization, for: request.signedParts(service)) else {
      throw failure("The MAC signature found in the HTTP request is not the same as any computed signature.")
    }
  }

  /// Checks a request to Storage: the account's key opens everything, a
  /// signature what it grants.
  ///
  /// - Returns: the letters that the signature grants; nil for the key.
  @discardableResult
  func check(_ request: ServiceRequest, _ access: BlobAccess) throws -> String? {
    guard request.header("authorization") == nil, let mac = request.query["sig"] else {
      if request.header("authorization")?.hasPrefix("Bearer ") == true {
        try checkToken(request, for: .storage)
      } else {
        try checkSharedKey(request, .storage)
      }
      return nil
    }
    if let signature = AccountSharedAccessSignature(query: request.query) {
      guard signature.isSigned(mac, by: credential) else { throw failure("The signature does not match.") }
      try checkRestrictions(request)
      guard signature.isValid(at: clock()) else { throw failure("The signature is not valid at this time.") }
      guard signature.services.contains("b") else {
        throw WireError(
          .forbidden, "AuthorizationServiceMismatch",
          "This request is not authorized to perform this operation using this service.")
      }
      guard signature.resourceTypes.contains(access.resourceType) else {
        throw WireError(
          .forbidden, "AuthorizationResourceTypeMismatch",
          "This request is not authorized to perform this operation using this resource type.")
      }
      return try granted(signature.permissions, access.account)
    }
    guard let container = access.container,
      let signature = SharedAccessSignature(query: request.query, container: container, blob: access.blob),
      signature.isSigned(mac, by: credential)
    else { throw failure("The signature does not match.") }
    try checkRestrictions(request)
    guard signature.isValid(at: clock()) || signature.hasRunOut(at: clock()) && isFromNode(request) else {
      throw failure("The signature is not valid at this time.")
    }
    return try granted(signature.permissions, access.service)
  }

  /// Checks the protocol, address and policy that a signature names.
  ///
  /// Source: "Create a service SAS", the optional fields.
  private func checkRestrictions(_ request: ServiceRequest) throws {
    guard request.query["si"] ?? "" == "" else {
      throw failure("The signature names a stored access policy, and there are none.")
    }
    let protocols = (request.query["spr"] ?? "").split(separator: ",").map { $0.lowercased() }
    guard protocols.isEmpty || protocols.contains(request.isSecure ? "https" : "http") else {
      throw WireError(
        .forbidden, "AuthorizationProtocolMismatch",
        "This request is not authorized to perform this operation using this protocol.")
    }
    // Every client is on this machine.
    let addresses = (request.query["sip"] ?? "").split(separator: "-").map { Self.number($0) }
    guard let first = addresses.first, let last = addresses.last else { return }
    guard let first, let last, let own = Self.number("127.0.0.1"), (first...max(first, last)).contains(own) else {
      throw WireError(
        .forbidden, "AuthorizationSourceIPMismatch",
        "This request is not authorized to perform this operation using this source IP 127.0.0.1.")
    }
  }

  /// An IPv4 address as a number; nil for any other text.
  private static func number(_ address: Substring) -> UInt32? {
    let bytes = address.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard bytes.count == 4 else { return nil }
    return bytes.reduce(UInt32?(0)) { number, byte in
      guard let number, let byte else { return nil }
      return number << 8 | UInt32(byte)
    }
  }

  private func granted(_ permissions: String, _ wanted: String) throws -> String {
    guard permissions.contains(where: wanted.contains) else {
      throw WireError(
        .forbidden, "AuthorizationPermissionMismatch",
        "This request is not authorized to perform this operation using this permission.")
    }
    return permissions
  }

  /// What the service and the agent of a node know it by.
  static func nodeToken(_ nodeID: String, _ credential: SharedKeyCredential) -> String {
    credential.sign("node \(nodeID)")
  }

  /// Whether one of the service's nodes asks for a blob.
  private func isFromNode(_ request: ServiceRequest) -> Bool {
    guard let node = request.header(NodeProtocol.nodeHeader), let token = request.header(NodeProtocol.nodeTokenHeader)
    else { return false }
    return MessageAuthentication.constantTimeEquals(token, Self.nodeToken(node, credential))
  }

  /// - Returns: whether the token is the one whose hash the node carries.
  static func isToken(_ authorization: String?, ofHash hash: String) -> Bool {
    guard let authorization, authorization.hasPrefix("Bearer ") else { return false }
    return MessageAuthentication.constantTimeEquals(tokenHash(String(authorization.dropFirst(7))), hash)
  }

  static func tokenHash(_ token: String) -> String {
    Identifier.hex(MessageAuthentication.sha256(Array(token.utf8)))
  }

  private func failure(_ detail: String) -> WireError {
    var error = WireError.authenticationFailed
    error.values = [.init(key: "AuthenticationErrorDetail", value: detail)]
    return error
  }
}
