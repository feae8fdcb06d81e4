import AzureWire
import HTTPTypes

/// Checks who sends a request.
struct Authentication: Sendable {
  let credential: SharedKeyCredential
  let clock: @Sendable () -> Timestamp

  /// How far a request's date may lie from the service's clock.
  private static let window = 15 * 60.0

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

  /// Checks a shared access signature for the permission.
  ///
  /// - Parameter permissions: letters of which one must be granted.
  func checkSignature(
    _ request: ServiceRequest, container: String, blob: String?, permissions: String
  ) throws {
    guard let signature = SharedAccessSignature(query: request.query, container: container, blob: blob),
      let mac = request.query["sig"], signature.isSigned(mac, by: credential)
    else {
      throw failure("The signature does not match.")
    }
    guard signature.isValid(at: clock()) else { throw failure("The signature is not valid at this time.") }
    guard signature.permissions.contains(where: permissions.contains) else {
      throw WireError(
        .forbidden, "AuthorizationPermissionMismatch",
        "This request is not authorized to perform this operation using this permission.")
    }
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
