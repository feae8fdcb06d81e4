package import AzureWire
import Foundation

/// A bearer token as Entra's endpoints give it: a JSON Web Token, here signed
/// with the account's key (HS256), since who signs is who verifies.
///
/// Source: RFC 7519, RFC 7515; "Access tokens in the Microsoft identity platform".
package struct AccessToken: Codable, Equatable {
  /// The resource that it opens, such as `https://batch.core.windows.net`.
  package var audience: String
  package var clientID: String
  /// Seconds since 1970.
  package var expiry: Int

  private enum CodingKeys: String, CodingKey {
    case audience = "aud"
    case clientID = "appid"
    case expiry = "exp"
  }

  /// How long a token lasts, in seconds: an hour, as those of Entra do.
  package static let lifetime = 3600

  package init(audience: String, clientID: String, expiry: Int) {
    self.audience = audience
    self.clientID = clientID
    self.expiry = expiry
  }

  /// The token as a client carries it: header, claims and signature (RFC 7519).
  package func signed(by credential: SharedKeyCredential) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let claims = Base64.urlEncode(Array(try encoder.encode(self)))
    let content = Self.header + "." + claims
    return content + "." + Self.urlSafe(credential.sign(content))
  }

  /// - Returns: nil for a token that was not signed with this key, has ended,
  ///   or cannot be read.
  package init?(_ text: String, signedBy credential: SharedKeyCredential, now: Timestamp) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.header,
      MessageAuthentication.constantTimeEquals(
        String(parts[2]), Self.urlSafe(credential.sign("\(parts[0]).\(parts[1])"))),
      let claims = Base64.urlDecode(parts[1]),
      let token = try? JSONDecoder().decode(AccessToken.self, from: Data(claims)),
      Double(token.expiry) > now.secondsSince1970
    else { return nil }
    self = token
  }

  private static let header = Base64.urlEncode(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8))

  private static func urlSafe(_ base64: String) -> String {
    Base64.decode(base64).map { Base64.urlEncode($0) } ?? ""
  }
}
