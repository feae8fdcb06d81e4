import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// Lets signals end work by cancelling its task, so that it ends in order
/// instead of dying.
enum CancellingSignals {
  /// Runs the work, and cancels it at the first of the signals.
  ///
  /// - Parameter onSignal: called before the work is cancelled, on a thread
  ///   of its own.
  static func run<Result: Sendable>(
    _ signals: [Int32], onSignal: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    // Before the work can start: a signal that comes with it must not kill the process.
    for number in signals { signal(number, SIG_IGN) }
    let work = Task { try await body() }
    let sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        onSignal()
        work.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await work.value
  }
}
