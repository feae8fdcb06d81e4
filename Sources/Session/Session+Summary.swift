package import AzureWire

extension Session {
  /// What the session works with, for `session` to show; it holds no secret.
  package struct Summary: Sendable {
    /// By what the account knows who asks.
    package enum Credential: Sendable, Equatable {
      case key
      /// A service principal; nil before its first token was needed.
      case token(validUntil: Timestamp?)
    }

    /// The account's name.
    package var account: String
    /// Whether it is the service of this machine.
    package var isLocal: Bool
    /// How the account is opened.
    package var credential: Credential
    /// Where the account is asked.
    package var batchEndpoint: String
    /// Nil before a cluster of the account is chosen.
    package var pool: String?
    /// Jobs that were submitted here, in their order.
    package var jobsOfThisSession: [String]
    /// The jobs whose ends will be told.
    package var followedJobs: [String]
    /// How many ids of jobs completion knows.
    package var knownJobCount: Int
    /// Seconds since these were read; nil when they never were.
    package var knownJobsAge: Double?
    /// Those of the last minute.
    package var requests: RequestRate.Count
  }
}
