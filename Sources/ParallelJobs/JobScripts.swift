import LoopCombiner
package import RData

/// What a job brings to its nodes: azp's own R scripts and the environment of
/// its loop.
package enum JobScripts {
  /// R source that runs the iterations of a task.
  package static let worker = PackageResources.worker_R
  /// R source that joins the results of all tasks.
  package static let merger = LoopCombiner.source + PackageResources.merge_R
  /// R source that installs packages which a node lacks.
  package static let preparer = PackageResources.prepare_R

  /// The content of `{job}.rds`.
  package static func environment(of loop: LoopSubmission) -> RValue { JobEnvironment(loop: loop).value }
}
