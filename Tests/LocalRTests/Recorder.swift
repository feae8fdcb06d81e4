import LocalR
import RData
import Synchronization

/// Keeps what R has printed, and lets tests wait for it.
final class Recorder: Sendable {
  private struct State {
    var output: [LocalR.Output] = []
    var awaited: (text: String, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  func record(_ output: LocalR.Output) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.output.append(output)
      guard let awaited = state.awaited, Self.all(state.output).contains(awaited.text) else { return nil }
      state.awaited = nil
      return awaited.continuation
    }
    continuation?.resume()
  }

  /// Waits until R has printed a text; one wait at a time.
  func wait(for text: String) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        let isThere = Self.all(state.output).contains(text)
        if !isThere { state.awaited = (text, continuation) }
        return isThere
      }
      if isThere { continuation.resume() }
    }
  }

  /// Standard output and error as they came, mixed.
  var text: String { state.withLock { Self.all($0.output) } }

  var standardOutput: String {
    state.withLock { $0.output.map { if case .standard(let text) = $0 { text } else { "" } }.joined() }
  }

  var standardError: String {
    state.withLock { $0.output.map { if case .error(let text) = $0 { text } else { "" } }.joined() }
  }

  private static func all(_ output: [LocalR.Output]) -> String {
    output.map { piece in
      switch piece {
      case .standard(let text), .error(let text): text
      }
    }.joined()
  }
}

/// Runs a test with an R of its own, which is gone afterwards.
func withR<Result>(
  patience: Duration = .seconds(5), width: @escaping @Sendable () -> Int? = { nil },
  _ body: (LocalR, Recorder) async throws -> Result
) async throws -> Result {
  let recorder = Recorder()
  let r = LocalR(patience: patience, width: width) { recorder.record($0) }
  do {
    let result = try await body(r, recorder)
    await r.shutdown()
    return result
  } catch {
    await r.shutdown()
    throw error
  }
}

extension LocalR {
  func evaluate(_ source: String, _ variables: KeyValuePairs<String, RValue> = [:]) async throws -> RValue {
    try await evaluate(source, variables: variables.map { RBinding(name: $0.key, value: $0.value) }).value
  }

  /// The error that an evaluation ends with.
  func failure(_ source: String) async throws -> LocalRError? {
    do {
      _ = try await evaluate(source)
      return nil
    } catch let error as LocalRError {
      return error
    }
  }

  var processID: Int? {
    get async throws { try await evaluate("Sys.getpid()").asInt }
  }
}
