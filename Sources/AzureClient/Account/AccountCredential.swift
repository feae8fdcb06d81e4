public import AzureWire

/// By what a service knows who asks.
public enum AccountCredential: Sendable {
  /// Every request is signed with the account's key.
  case sharedKey(SharedKeyCredential)
  /// Every request carries a token of Microsoft Entra.
  case token(TokenCache, account: String)

  /// The name of the account.
  public var account: String {
    switch self {
    case .sharedKey(let credential): credential.account
    case .token(_, let account): account
    }
  }

  /// The key; nil where there is only a token.
  var key: SharedKeyCredential? {
    switch self {
    case .sharedKey(let credential): credential
    case .token: nil
    }
  }
}
