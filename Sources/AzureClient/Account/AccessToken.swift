public import AzureWire

/// A token that opens a service for some time.
public struct AccessToken: Sendable {
  /// What the `Authorization` header carries after `Bearer`.
  public var value: Secret<String>
  /// When it is good no more.
  public var expiry: Timestamp

  /// - Parameter expiry: when the service stops to take it.
  public init(value: Secret<String>, expiry: Timestamp) {
    self.value = value
    self.expiry = expiry
  }
}

/// Somebody who hands out tokens.
///
/// ``ClientSecretCredential`` is one; others may ask a managed identity or a
/// program of the user.
public protocol TokenSource: Sendable {
  /// A new token for the scope, such as
  /// `https://batch.core.windows.net//.default`.
  ///
  /// - Throws: ``AzureError``, of kind `authentication` when it is refused;
  ///   `CancellationError` when the task is cancelled.
  func token(for scope: String) async throws -> AccessToken
}
