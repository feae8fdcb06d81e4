/// Who a program is to Microsoft Entra: what it shows for a token.
package struct ServicePrincipal: Sendable {
  /// A UUID, as are all ids here.
  package var tenantID: String
  /// The application that the principal stands for.
  package var clientID: String
  /// What the principal proves itself with.
  package var clientSecret: Secret<String>

  package init(tenantID: String, clientID: String, clientSecret: Secret<String>) {
    self.tenantID = tenantID
    self.clientID = clientID
    self.clientSecret = clientSecret
  }

  /// The one principal of a service on this machine, made from the account's
  /// key: whoever can read the key file knows it, and nothing else is kept.
  package init(local credential: SharedKeyCredential) {
    tenantID = Self.uuid(credential.sign("tenant"))
    clientID = Self.uuid(credential.sign("client"))
    clientSecret = Secret(credential.sign("client secret"))
  }

  private static func uuid(_ text: String) -> String {
    let hex = MessageAuthentication.sha256(Array(text.utf8)).prefix(16).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { hex[$0].joined() }.joined(separator: "-")
  }
}
