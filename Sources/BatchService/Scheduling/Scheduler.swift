package import AzureWire

/// Answers the exchanges of the node agents, and holds each until there is
/// something to say.
///
/// The database decides what is to be done; this actor only knows who waits.
package actor Scheduler {
  private let store: Store
  private let clock: @Sendable () -> Timestamp
  /// Counts the changes that may concern a node.
  private var generation = 0
  private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  private var nextWaiter = 0
  private var files: [String: [NodeFileRequest]] = [:]
  private var exchangeNumbers: [String: Int] = [:]
  private var isStopping = false
  private var presence = Presence()
  /// Nodes that left a task to another one.
  private var passedOver: Set<String> = []
  /// Rung when there may be something to do at a time that was not known.
  nonisolated let bell = Bell()
  /// Rung when a pool or a node is to change.
  nonisolated let nodeBell = Bell()

  package init(store: Store, clock: @escaping @Sendable () -> Timestamp) {
    self.store = store
    self.clock = clock
  }

  /// Something changed that a node may have to know: every held exchange
  /// looks again.
  package func wake() {
    generation += 1
    let waiting = waiters
    waiters = [:]
    for waiter in waiting.values { waiter.resume() }
  }

  /// Answers what is held, and holds nothing from now on.
  package func stop() {
    isStopping = true
    wake()
  }

  /// Asks the agent of a node for a file; see ``FileRelay``.
  func request(_ request: NodeFileRequest, fromNode id: String) {
    files[id, default: []].append(request)
    wake()
  }

  /// Nobody waits for that file any more; a node that is away need not be
  /// bothered with it when it is back.
  func withdraw(_ requestID: String, fromNode id: String) {
    files[id]?.removeAll { $0.requestID == requestID }
    if files[id]?.isEmpty == true { files[id] = nil }
  }

  /// Takes a node's report and answers what it should do; cancelling ends
  /// the wait.
  func exchange(with node: NodeRecord, report: NodeReport) async throws -> NodeInstructions {
    let number = exchangeNumbers[node.id, default: 0] + 1
    exchangeNumbers[node.id] = number
    presence.begin(node.id)
    defer {
      presence.end(node.id, at: .now)
      passedOver.remove(node.id)
    }
    var isNews = Store.isNews(report, from: node)
    let deadline = ContinuousClock.now.advanced(by: .seconds(NodeProtocol.longestWait))
    while true {
      var seen = generation
      // A later exchange of the same agent has taken over: this one must not take its file requests.
      guard isNews || exchangeNumbers[node.id] == number else { return NodeInstructions() }
      let answer = try await store.answer(
        to: node, report: report, isNews: isNews, present: presence.nodes(at: .now), now: clock())
      if answer.concernsTime { bell.ring() }
      // Ends free slots of other tasks and may complete a job.
      if isNews {
        let hasSeenAll = generation == seen
        wake()
        if hasSeenAll { seen = generation }
      }
      isNews = false
      var instructions = answer.instructions
      // What this node took changes which node is next in turn.
      if !instructions.start.isEmpty, !passedOver.isEmpty { wake() }
      if answer.wasPassedOver { passedOver.insert(node.id) } else { passedOver.remove(node.id) }
      if exchangeNumbers[node.id] == number {
        instructions.files = files.removeValue(forKey: node.id) ?? []
      }
      let isOver = report.wantsAnswerNow || isStopping || ContinuousClock.now >= deadline
      if !instructions.isEmpty || isOver { return instructions }
      // Should the other node not take it, this one looks again.
      let patience = answer.wasPassedOver ? ContinuousClock.now.advanced(by: Presence.lasting) : deadline
      try await waitForChange(since: seen, until: min(patience, deadline))
    }
  }

  /// Returns when the generation has moved on, or at the deadline.
  private func waitForChange(since seen: Int, until deadline: ContinuousClock.Instant) async throws {
    guard generation == seen else { return }
    let id = nextWaiter
    nextWaiter += 1
    let timer = Task {
      try await Task.sleep(until: deadline, clock: .continuous)
      self.release(id)
    }
    defer { timer.cancel() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { continuation.resume() } else { waiters[id] = continuation }
      }
    } onCancel: {
      Task { await self.release(id) }
    }
    try Task.checkCancellation()
  }

  private func release(_ id: Int) {
    waiters.removeValue(forKey: id)?.resume()
  }
}
