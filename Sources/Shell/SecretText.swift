/// Which lines must not be kept: those that carry a key, a token or a
/// signature.
package enum SecretText {
  private static let marks = [
    "accountkey=", "sig=", "batchkey", "storagekey", "sharedkey=", "batchaccount", "credential =", "credential=",
    "password", "authenticationtoken",
    "client_secret", "sharedkey ", "bearer ",
  ]

  /// Whether a line that was typed must stay out of the history.
  package static func isSecret(_ line: String) -> Bool {
    let lowered = line.lowercased()
    return marks.contains { lowered.contains($0) }
  }
}
