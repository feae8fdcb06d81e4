import AzureWire
package import ParallelJobs

/// Looks, in the background, whether jobs that are followed have ended: the
/// one poller of a session.
package struct JobPoller: Sendable {
  let session: Session

  package init(session: Session) {
    self.session = session
  }

  private enum Wake: Sendable {
    case change
    /// The pause that was begun as this number is over.
    case due(Int)
  }

  /// Looks until the task is cancelled.
  ///
  /// - Parameter tell: is told the ends that a look has found, those of one
  ///   look together.
  package func run(tell: @escaping @Sendable ([JobEnding]) -> Void) async {
    let watch = session.jobWatch
    let (wakes, wake) = AsyncStream<Wake>.makeStream(bufferingPolicy: .bufferingNewest(1))
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in watch.changes { wake.yield(.change) }
      }
      var pauses = 0
      for await event in wakes {
        if case .due(let number) = event {
          // A change has begun another pause since.
          guard number == pauses else { continue }
          if let news = await session.lookAtFollowedJobs(), !news.isEmpty { tell(news) }
        }
        pauses += 1
        guard let pause = watch.pause() else { continue }
        let number = pauses
        group.addTask {
          // Cancelled at the end of the session.
          guard (try? await Task.sleep(for: .seconds(pause))) != nil else { return }
          wake.yield(.due(number))
        }
      }
      group.cancelAll()
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
        let progress = try? await withJobs({ try await $0.progress(of: suspect) })
      else { return jobWatch.looked(endings) }
      if progress.counts.running + progress.counts.completed > 0 { jobWatch.noteBegin(of: suspect) }
      return jobWatch.looked(endings + (progress.isStuck ? [JobEnding(id: suspect, progress: progress)] : []))
    } catch {
      jobWatch.failed()
      return nil
    }
  }
}
