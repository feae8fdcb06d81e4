import LoopCombiner
internal import RData
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#endif

/// One R process, from its start to its end.
///
/// Requests and answers go through two named pipes, a line each, and the values
/// through files beside them; `driver.R` is the other end.
final class RProcess: Sendable {
  let rscript: String
  private let patience: Duration
  let output: @Sendable (LocalR.Output) -> Void
  let directory: PrivateDirectory
  /// This process's ends of the two pipes.
  let requests: Int32
  let answers: Int32
  let state = Mutex(RProcessState())
  private let kept = Mutex(KeptValues())

  /// Starts R.
  init(rscript: String, patience: Duration, output: @escaping @Sendable (LocalR.Output) -> Void) throws {
    self.rscript = rscript
    self.patience = patience
    self.output = output
    directory = try PrivateDirectory()
    do {
      requests = try directory.openPipe("requests")
      answers = try directory.openPipe("answers")
      try ExchangeFile.write(PackageResources.driver_R, to: directory.file("driver.R"))
      try ExchangeFile.write(LoopCombiner.source, to: directory.file("combiner.R"))
    } catch {
      try directory.remove()
      throw error
    }
    let life = Task { await live() }
    state.withLock { $0.life = life }
  }

  /// Whether requests can still be made of it.
  var isUsable: Bool { state.withLock { $0.isUsable } }

  /// Waits until R can be asked.
  ///
  /// - Throws: `CancellationError` when the task is cancelled, which ends R.
  func ready() async throws {
    do {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
          let resume = state.withLock { state -> (@Sendable () -> Void)? in
            switch state.phase {
            case .starting:
              state.phase = .starting(continuation)
              return nil
            case .ended(let ending): return { continuation.resume(throwing: ending) }
            default: return { continuation.resume() }
            }
          }
          resume?()
        }
      } onCancel: {
        state.withLock { state in
          if case .starting = state.phase { state.kill() }
        }
      }
    } catch let ending as REnding {
      try Task.checkCancellation()
      throw ending.startError(rscript)
    }
  }

  /// Has R perform a request; one at a time.
  ///
  /// - Throws: ``LocalRError``, `CancellationError`.
  func perform(_ request: RRequest, subject: String) async throws -> REvaluation {
    let number = state.withLock { state in
      state.lastNumber += 1
      return state.lastNumber
    }
    let outcome: ROutcome
    do {
      try ExchangeFile.write(
        try kept.withLock { kept in try request.bytes(&kept) }, to: directory.file("\(number).request"))
      outcome = try await answer(to: number, request.operation)
    } catch let ending as REnding {
      try Task.checkCancellation()
      throw ending.error(during: subject)
    } catch {
      // The request did not get there.
      kept.withLock { $0.doubt() }
      throw error
    }
    if outcome == .interrupted {
      try Task.checkCancellation()
      throw LocalRError.interrupted(subject)
    }
    let value = try RDS.read(try ExchangeFile.take(directory.file("\(number).answer")))
    if outcome == .value { return REvaluation(answer: value) }
    // It may have been the reading of the request that failed.
    kept.withLock { $0.doubt() }
    let text = value.element("text")?.asString ?? "Error"
    throw LocalRError(
      .raised, text, message: value.element("message")?.asString ?? text, call: value.element("call")?.asString)
  }

  private func answer(to number: Int, _ operation: RRequest.Operation) async throws -> ROutcome {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let refusal = state.withLock { state -> (any Error)? in
          if case .ended(let ending) = state.phase { return ending }
          // Asked for under the lock: a later cancellation finds the request.
          guard !Task.isCancelled, case .idle = state.phase else { return CancellationError() }
          state.phase = .performing(number: number, continuation, nil)
          send("\(number) \(operation.rawValue)")
          return nil
        }
        if let refusal { continuation.resume(throwing: refusal) }
      }
    } onCancel: {
      interrupt()
    }
  }

  /// Writes a line, which fits the pipe: R reads each before the next is sent.
  /// Only while R lives, as the lock on the state ensures.
  func send(_ line: String) { write(line, to: requests) }

  /// Has the listener look at the deadline. As ``send(_:)``.
  private func wakeListener() { write("0 wake", to: answers) }

  private func write(_ line: String, to descriptor: Int32) {
    let bytes = Array("\(line)\n".utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Begins to interrupt what is being performed, if anything.
  private func interrupt() {
    state.withLock { state in
      guard case .performing(let number, let continuation, nil) = state.phase else { return }
      let interruption = Interruption(at: ContinuousClock.now, patience: patience)
      state.phase = .performing(number: number, continuation, interruption)
      wakeListener()
    }
  }

  /// Ends R at once, with the programs it runs.
  func kill() {
    state.withLock { $0.kill() }
  }

  /// Ends R and waits until it is gone: politely when it is idle.
  func end() async {
    let life = state.withLock { state in
      switch state.phase {
      case .idle:
        state.phase = .quitting(killAt: ContinuousClock.now + patience)
        send("0 quit")
        wakeListener()
      case .ended: break
      default: state.kill()
      }
      return state.life
    }
    await life?.value
  }
}
