/// Where the service of this machine keeps what it must not forget.
package struct StatePaths: Sendable, Equatable {
  /// The directory that holds everything.
  package let directory: String

  package init(directory: String) {
    self.directory = directory
  }

  /// `$AZP_STATE_DIR`, else `$XDG_STATE_HOME/azp`, else `~/.local/state/azp`
  /// (XDG Base Directory Specification).
  ///
  /// - Returns: nil when not even a home directory is known.
  package init?(environment: [String: String]) {
    if let directory = environment["AZP_STATE_DIR"], !directory.isEmpty {
      self.directory = directory
    } else if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      directory = state + "/azp"
    } else if let home = environment["HOME"], !home.isEmpty {
      directory = home + "/.local/state/azp"
    } else {
      return nil
    }
  }

  /// Held by the running service, for life.
  package var lock: String { directory + "/azp.lock" }
  /// Held by whoever is about to start the service.
  package var starterLock: String { directory + "/starter.lock" }
  /// Where a running service says how it is reached.
  package var description: String { directory + "/service.json" }
  /// The key of the service's account, in Base64.
  package var key: String { directory + "/account.key" }
  /// Of the listener with TLS.
  package var certificate: String { directory + "/tls.crt" }
  /// The key of the service's certificate.
  package var certificateKey: String { directory + "/tls.key" }
  /// Jobs, tasks, pools and nodes.
  package var database: String { directory + "/batch.sqlite" }
  /// The contents of blobs.
  package var blobs: String { directory + "/blobs" }
  /// A directory for each node.
  package var nodes: String { directory + "/nodes" }
  /// There while the service was stopped on purpose: nobody starts it again
  /// on the side.
  package var stopMark: String { directory + "/stopped" }
  /// What the service says of itself.
  package var log: String { directory + "/service.log" }
  /// Statements of all sessions.
  package var history: String { directory + "/history" }
}

/// The words between a process that starts the service and the service.
package enum ServiceStart {
  /// The variable that names the descriptor on which readiness is written:
  /// the ``LocalServiceDescription`` as one line, or `failed: ` and a
  /// sentence.
  package static let readyVariable = "AZP_READY_FD"
  /// What a line begins with that says why there is no service.
  package static let failurePrefix = "failed: "
  /// The exit code of a service that found another one running.
  package static let alreadyRunning: Int32 = 75
}
