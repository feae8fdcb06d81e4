import AzureClient
import AzureWire
import Synchronization
import Testing

@Suite("Tokens in the cache", .timeLimit(.minutes(1)))
struct TokenCacheTests {
  /// Gives tokens that are numbered and last an hour, when it is let.
  private final class Source: TokenSource {
    private let state = Mutex<(count: Int, isOpen: Bool, failures: Int)>((0, true, 0))
    let now: @Sendable () -> Timestamp

    init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

    var count: Int { state.withLock { $0.count } }
    func hold() { state.withLock { $0.isOpen = false } }
    func release() { state.withLock { $0.isOpen = true } }
    func fail(_ times: Int) { state.withLock { $0.failures = times } }

    func token(for scope: String) async throws -> AccessToken {
      let (number, fails) = state.withLock { state in
        state.count += 1
        if state.failures > 0 { state.failures -= 1; return (state.count, true) }
        return (state.count, false)
      }
      while !state.withLock({ $0.isOpen }) { await Task.yield() }
      if fails { throw AzureError(kind: .authentication, code: "invalid_client", message: "No.") }
      return AccessToken(value: Secret("\(scope) \(number)"), expiry: now().advanced(bySeconds: 3600))
    }
  }

  private final class Time: Sendable {
    private let seconds = Mutex(1_700_000_000.0)
    var now: @Sendable () -> Timestamp { { [self] in Timestamp(secondsSince1970: seconds.withLock { $0 }) } }
    func pass(_ amount: Double) { seconds.withLock { $0 += amount } }
  }

  private static func make() -> (TokenCache, Source, Time) {
    let time = Time()
    let source = Source(now: time.now)
    let environment = ClientEnvironment(clock: InstantClock(), now: time.now)
    return (TokenCache(source: source, scope: "s", environment: environment), source, time)
  }

  @Test("a token is fetched once for all who ask meanwhile, and kept")
  func once() async throws {
    let (cache, source, _) = Self.make()
    source.hold()
    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await cache.token().value.reveal() } }
      group.addTask {
        while source.count == 0 { await Task.yield() }
        source.release()
        return "s 1"
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens == ["s 1"])
    #expect(try await cache.token().value.reveal() == "s 1")
    #expect(source.count == 1)
  }

  @Test("near its end a token is renewed in the background, while the old one is used")
  func renewed() async throws {
    let (cache, source, time) = Self.make()
    #expect(cache.expiry == nil)
    _ = try await cache.token()
    #expect(cache.expiry == Timestamp(secondsSince1970: 1_700_003_600))
    time.pass(3600 - 299)
    source.hold()
    for _ in 0..<20 { #expect(try await cache.token().value.reveal() == "s 1") }
    source.release()
    while try await cache.token().value.reveal() == "s 1" { await Task.yield() }
    #expect(try await cache.token().value.reveal() == "s 2")
    #expect(source.count == 2)
  }

  @Test("a renewal that fails leaves the old token until its end, and is not tried at every call")
  func failedRenewal() async throws {
    let (cache, source, time) = Self.make()
    _ = try await cache.token()
    time.pass(3600 - 100)
    source.fail(1)
    _ = try await cache.token()
    while source.count < 2 { await Task.yield() }
    for _ in 0..<100 {
      #expect(try await cache.token().value.reveal() == "s 1")
      await Task.yield()
    }
    #expect(source.count == 2)
    time.pass(31)
    while try await cache.token().value.reveal() == "s 1" { await Task.yield() }
    #expect(source.count == 3)
  }

  @Test("a token that has ended is waited for, and a refusal is told to all who wait")
  func refused() async throws {
    let (cache, source, time) = Self.make()
    _ = try await cache.token()
    time.pass(3601)
    source.fail(1)
    let error = try #require(try await azureError { try await cache.token() })
    #expect(error.kind == .authentication)
    #expect(try await cache.token().value.reveal() == "s 3")
  }

  @Test("cancelling ends the wait of one and of nobody else")
  func cancelled() async throws {
    let (cache, source, _) = Self.make()
    source.hold()
    let first = Task { try await cache.token() }
    let second = Task { try await cache.token() }
    while source.count == 0 { await Task.yield() }
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    source.release()
    #expect(try await second.value.value.reveal() == "s 1")
  }

  @Test("a token prints nothing of itself")
  func secret() async throws {
    let (cache, _, _) = Self.make()
    let token = try await cache.token()
    #expect(!String(reflecting: token).contains("s 1"))
  }
}
