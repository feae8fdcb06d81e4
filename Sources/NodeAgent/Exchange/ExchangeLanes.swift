import AzureWire
import Logging
import Synchronization

/// Keeps a node and its service of one mind, over two lanes: on one the
/// service holds an exchange until it has something to say, on the other
/// the node tells at once what has ended. Neither waits for the other;
/// ``StaleAnswers`` says why that does no harm.
struct ExchangeLanes: Sendable {
  private let node: Node
  private let service: ServiceClient
  private let timings: NodeTimings
  private let logger: Logger
  private let contact = Contact()

  init(node: Node, service: ServiceClient, timings: NodeTimings, logger: Logger) {
    self.node = node
    self.service = service
    self.timings = timings
    self.logger = logger
  }

  /// Exchanges until cancelled.
  /// - Throws: ``NodeError/refused(nodeID:)`` when the service has refused
  ///   the node for too long and nothing runs, or `CancellationError`.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await lane(isUrgent: true) }
      group.addTask { try await lane(isUrgent: false) }
      // The first to throw ends the other.
      while try await group.next() != nil {}
    }
  }

  private func lane(isUrgent: Bool) async throws {
    var backoff = Backoff(first: timings.firstRetry, longest: timings.longestRetry)
    while true {
      if isUrgent {
        try await node.awaitUrgentNews()
      } else {
        try await node.awaitQuiet()
      }
      let exchange = await node.makeExchange(wantsAnswerNow: isUrgent)
      do {
        let instructions = try await service.exchange(exchange.report)
        await node.apply(instructions, to: exchange)
        contact.succeeded(logger)
        backoff.reset()
        // What it declines is told again until there is another node for it.
        if await node.isTroubled { try await Task.sleep(for: timings.troubledPause) }
        continue
      } catch {
        await node.abandon(exchange)
        try Task.checkCancellation()
        let refusal = contact.failed(error, logger)
        if let refusal, refusal >= timings.refusalLimit, await node.isIdle {
          throw NodeError.refused(nodeID: node.arguments.nodeID)
        }
        try await Task.sleep(for: refusal == nil ? backoff.wait() : timings.refusedRetry)
      }
    }
  }
}

/// Whether the service answers; each change is logged once.
private final class Contact: Sendable {
  private struct State {
    var isBroken = false
    var refusedSince: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  func succeeded(_ logger: Logger) {
    let wasBroken = state.withLock { state in
      defer { state = State() }
      return state.isBroken
    }
    if wasBroken { logger.notice("The service answers again.") }
  }

  /// - Returns: How long the service has refused the node, or nil if it did
  ///   not answer so.
  func failed(_ error: any Error, _ logger: Logger) -> Duration? {
    let isRefusal = if case ServiceClient.Failure.refused = error { true } else { false }
    let (isNew, refused) = state.withLock { state in
      let now = ContinuousClock.now
      let isNew = !state.isBroken || isRefusal != (state.refusedSince != nil)
      state.isBroken = true
      state.refusedSince = isRefusal ? state.refusedSince ?? now : nil
      return (isNew, state.refusedSince.map { now - $0 })
    }
    if isNew { logger.warning("No exchange with the service: \(error) Trying again; tasks run on.") }
    return refused
  }
}
