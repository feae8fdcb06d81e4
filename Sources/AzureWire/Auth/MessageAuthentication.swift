import Crypto

/// The keyed hashes and random bytes of the protocol.
package enum MessageAuthentication {
  /// The code of the message, 32 bytes.
  package static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
  }

  /// Compares in constant time.
  package static func isValidHMACSHA256(_ code: [UInt8], of message: [UInt8], key: [UInt8]) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: SymmetricKey(data: key))
  }

  /// The digest of the message, 32 bytes.
  package static func sha256(_ message: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: message)) }

  /// Bytes from the system's generator for secrets.
  package static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    // Eight at a time: each time is a call of the system.
    while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes += $0 } }
    return Array(bytes.prefix(count))
  }

  /// Equality that takes as long for unequal texts of the same length.
  package static func constantTimeEquals(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// MD5 as a running sum, for `Content-MD5` of blobs; no secret rests on it.
package struct MD5Sum: Sendable {
  private var hash = Insecure.MD5()

  package init() {}

  /// Goes on with bytes that follow those before.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// The sum in Base64.
  package var base64: String { Base64.encode(Array(hash.finalize())) }
}
