/// An account and its key, with which requests and signatures are signed.
public struct SharedKeyCredential: Sendable {
  /// The name of the account that the key opens.
  public let account: String
  private let key: Secret<[UInt8]>

  /// - Returns: nil when the key is not Base64 (RFC 4648).
  public init?(account: String, base64Key: Secret<String>) {
    guard let bytes = Base64.decode(base64Key.reveal()) else { return nil }
    self.account = account
    key = Secret(bytes)
  }

  /// The key itself.
  package var base64Key: Secret<String> { Secret(Base64.encode(key.reveal())) }

  /// HMAC-SHA256 of the text, in Base64.
  public func sign(_ text: String) -> String {
    Base64.encode(MessageAuthentication.hmacSHA256(Array(text.utf8), key: key.reveal()))
  }

  /// Whether the signature is that of the text; takes as long for a wrong
  /// one as for the right one.
  public func verify(_ signature: String, of text: String) -> Bool {
    guard let code = Base64.decode(signature) else { return false }
    return MessageAuthentication.isValidHMACSHA256(code, of: Array(text.utf8), key: key.reveal())
  }
}
