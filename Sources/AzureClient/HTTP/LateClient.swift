import AsyncHTTPClient
import Synchronization

/// An HTTP client that is made when it is first asked for: one that never is
/// costs no threads.
final class LateClient: Sendable {
  private enum State {
    case unmade
    case made(HTTPClient)
    case closed
  }

  private let configuration: @Sendable () -> HTTPClient.Configuration
  private let state = Mutex(State.unmade)

  init(configuration: @escaping @Sendable () -> HTTPClient.Configuration) { self.configuration = configuration }

  /// - Throws: `HTTPClientError.alreadyShutdown` once it is closed.
  func get() throws -> HTTPClient {
    try state.withLock { state in
      switch state {
      case .made(let client): return client
      case .closed: throw HTTPClientError.alreadyShutdown
      case .unmade:
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration())
        state = .made(client)
        return client
      }
    }
  }

  /// Closes all connections; requests under way fail.
  ///
  /// - Throws: when it was called before.
  func shutdown() async throws {
    let before = state.withLock { state in
      defer { state = .closed }
      return state
    }
    switch before {
    case .unmade: break
    case .made(let client): try await client.shutdown()
    case .closed: throw HTTPClientError.alreadyShutdown
    }
  }
}
