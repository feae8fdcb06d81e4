/// Why there is no R process any more.
enum REnding: Error, Sendable {
  case exited(Int32)
  case signaled(Int32)
  /// It could not be started, or not be watched.
  case failed(any Error)

  private var sentence: String {
    switch self {
    case .exited(let code): "ended with status \(code)"
    case .signaled(let signal): "was ended by a signal (\(SystemError.text(ofSignal: signal)))"
    case .failed(let error): "could not be run (\(error))"
    }
  }

  /// R ended before it could be asked anything.
  func startError(_ rscript: String) -> LocalRError {
    LocalRError(.notStarted, "R \(sentence) before it was ready; see that `\(rscript) -e 1` works.")
  }

  /// R ended while it performed a request.
  func error(during subject: String) -> LocalRError {
    LocalRError(.ended, "R \(sentence) while evaluating \(subject); the next evaluation starts R afresh.")
  }
}
