public import AzureWire
import Synchronization

/// The token of one scope, fetched when it is needed and renewed before it
/// ends, once for all who ask meanwhile.
///
/// In the last five minutes of a token's life the first caller has a new one
/// fetched in the background, and goes on with the old one; only a token that
/// has ended is waited for.
///
///     let secret = ClientSecretCredential(tenant: tenant, client: id, secret: secret, cloud: .public, http: http)
///     let tokens = TokenCache(source: secret, scope: AzureCloud.public.batchScope)
///     let account = BatchAccount(
///       batchEndpoint: endpoint, batchCredential: .token(tokens, account: "mine"), blobEndpoint: blobs,
///       storageCredential: .sharedKey(key))
public final class TokenCache: Sendable {
  private typealias Waiter = CheckedContinuation<AccessToken, any Error>

  private struct State {
    var token: AccessToken?
    var isFetching = false
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    /// A renewal that failed is not tried again before.
    var nextRenewal = Timestamp(ticks: .min)
  }

  /// Before the end of a token, in seconds.
  private static let margin = 300.0
  /// After a failed renewal, in seconds.
  private static let pause = 30.0

  private let source: any TokenSource
  private let scope: String
  private let now: @Sendable () -> Timestamp
  private let state = Mutex(State())

  /// - Parameter environment: tells the time.
  public init(source: any TokenSource, scope: String, environment: ClientEnvironment = ClientEnvironment()) {
    self.source = source
    self.scope = scope
    now = environment.now
  }

  /// A token that is still good.
  ///
  /// Cancelling ends the wait; the fetch goes on for whoever asks next.
  ///
  /// - Throws: what the source throws; `CancellationError`.
  public func token() async throws -> AccessToken {
    if let token = current() { return token }
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // The flag is set before the handler below runs, so it is seen here or the waiter is seen there.
        let isCancelled = state.withLock { state in
          guard !Task.isCancelled else { return true }
          state.waiters[id] = continuation
          fetch(&state)
          return false
        }
        if isCancelled { continuation.resume(throwing: CancellationError()) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(throwing: CancellationError())
    }
  }

  /// When the token that is at hand ends; nil before one was needed.
  public var expiry: Timestamp? { state.withLock { $0.token?.expiry } }

  /// Forgets a token that a service has refused, unless there is a newer one.
  func discard(_ token: AccessToken) {
    state.withLock { state in
      if state.token?.value.reveal() == token.value.reveal() { state.token = nil }
    }
  }

  private func current() -> AccessToken? {
    let now = now()
    return state.withLock { state in
      guard let token = state.token, now < token.expiry else { return nil }
      if token.expiry < now.advanced(bySeconds: Self.margin), state.nextRenewal <= now { fetch(&state) }
      return token
    }
  }

  /// Starts a fetch unless there is one.
  private func fetch(_ state: inout State) {
    guard !state.isFetching else { return }
    state.isFetching = true
    Task {
      do {
        finish(.success(try await source.token(for: scope)))
      } catch {
        finish(.failure(error))
      }
    }
  }

  private func finish(_ result: Result<AccessToken, any Error>) {
    let pause = now().advanced(bySeconds: Self.pause)
    let waiters = state.withLock { state in
      state.isFetching = false
      switch result {
      case .success(let token): state.token = token
      // Those who wait are told; one that was not waited for is tried again later.
      case .failure: state.nextRenewal = pause
      }
      defer { state.waiters = [:] }
      return state.waiters.values
    }
    for waiter in waiters { waiter.resume(with: result) }
  }
}
