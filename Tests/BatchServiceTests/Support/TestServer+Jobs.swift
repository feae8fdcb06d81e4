import AzureWire
import Foundation
import ParallelJobs

extension TestServer {
  /// The jobs of this server, as a session sees them.
  var jobs: ParallelJobs {
    ParallelJobs(batch: batch, blobs: blobs) { Timestamp(secondsSince1970: Date().timeIntervalSince1970) }
  }
}
