import ParallelJobs
import SessionLanguage

extension CommandInvocation {
  /// The container that is meant: its name, or a job's id, whose container has
  /// another name where the id cannot be one.
  func container() throws -> String { JobLayout.container(ofJob: try requiredString("container")) }
}
