import AzureWire
package import ParallelJobs

/// Looks, in the background, whether jobs that are followed have ended: the
/// one poller of a session.
package struct JobPoller: Sendable {
  let session: Session

  package init(session: Session) {
    self.session = session
  }

  /// Looks until the task is cancelled.
  ///
  /// - Parameter tell: is told the ends that a look has found, those of one
  ///   look together.
  package func run(tell: @escaping @Sendable ([JobEnding]) -> Void) async {
    let watch = session.jobWatch
    await PacedLooks(changes: watch.changes, pause: { watch.pause() }).run {
      if let news = await session.lookAtFollowedJobs(), !news.isEmpty { tell(news) }
    }
  }
}

extension Session {
  /// Looks once whether jobs that are followed have ended, or cannot begin.
  ///
  /// - Returns: the ends; nil when the service could not be asked, which the
  ///   next command will say.
  package func lookAtFollowedJobs() async -> [JobEnding]? {
    let ids = jobWatch.followed
    guard !ids.isEmpty, isServiceWanted else { return [] }
    do {
      let endings = try await withJobs { try await $0.endings(among: ids) }
      guard let suspect = jobWatch.takeTurn(), !endings.contains(where: { $0.id == suspect }),
        // What cannot be told of it now may be when its turn comes again.
        let (progress, hasBegun) = try? await withJobs({ jobs in
          let progress = try await jobs.progress(of: suspect)
          return (progress, try await jobs.hasBegun(suspect, progress))
        })
      else { return jobWatch.looked(endings) }
      if hasBegun { jobWatch.noteBegin(of: suspect) }
      return jobWatch.looked(endings + (progress.isStuck ? [JobEnding(id: suspect, progress: progress)] : []))
    } catch {
      jobWatch.failed()
      return nil
    }
  }
}
