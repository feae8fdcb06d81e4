import AzureClient
import Clusters
import Commands
import ParallelJobs
import Session
import SessionLanguage

/// What the process says to whoever started it.
package enum ExitStatus {
  package static let success: Int32 = 0
  /// A command failed.
  package static let failure: Int32 = 1
  /// The call or the script is written wrongly.
  package static let usage: Int32 = 2
  /// A job that was waited for ended with failed tasks.
  package static let failedTasks: Int32 = 3
  package static let authentication: Int32 = 4
  package static let notFound: Int32 = 5
  /// The service cannot be reached, or is too busy.
  package static let unreachable: Int32 = 6
  package static let timeout: Int32 = 7
  package static let interrupted: Int32 = 130

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
