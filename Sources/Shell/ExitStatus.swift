import AzureClient
import Clusters
import Commands
import ParallelJobs
import Session
import SessionLanguage

/// What the process says to whoever started it; ``ExitMeaning`` tells what
/// each number means.
package enum ExitStatus {
  package static let success = ExitMeaning.success.rawValue
  package static let failure = ExitMeaning.failure.rawValue
  package static let usage = ExitMeaning.usage.rawValue
  package static let failedTasks = ExitMeaning.failedTasks.rawValue
  package static let authentication = ExitMeaning.authentication.rawValue
  package static let notFound = ExitMeaning.notFound.rawValue
  package static let unreachable = ExitMeaning.unreachable.rawValue
  package static let timeout = ExitMeaning.timeout.rawValue
  package static let interrupted = ExitMeaning.interrupted.rawValue

  /// The status for an error that ended a statement.
  package static func of(_ error: any Error) -> Int32 {
    switch error {
    case is CancellationError: return interrupted
    case let error as Diagnostic: return error.underlying.map(of) ?? (error.isUsage ? usage : failure)
    case let error as AzureError: return of(error.kind)
    case let error as JobError:
      switch error.kind {
      case .notFound: return notFound
      case .failedTasks: return failedTasks
      case .invalid, .unfinished, .conflict: return failure
      }
    case let error as SessionError:
      switch error.kind {
      case .unreachable: return unreachable
      case .authentication: return authentication
      case .failed: return failure
      }
    case let error as ClusterError: return error.kind == .notFound ? notFound : failure
    case is WaitTimeout: return timeout
    default: return failure
    }
  }

  private static func of(_ kind: AzureError.Kind) -> Int32 {
    switch kind {
    case .notFound: notFound
    case .authentication: authentication
    case .unreachable, .throttled, .connectionLost, .timeout: unreachable
    case .conflict, .service, .invalidRequest, .tooLarge, .preconditionFailed, .protocol: failure
    }
  }
}
