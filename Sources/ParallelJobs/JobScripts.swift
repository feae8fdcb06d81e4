import LoopCombiner
package import RData

/// What a job brings to its nodes: azp's own R scripts and the environment of
/// its loop.
package enum JobScripts {
  /// R source that runs the iterations of a task.
  package static let worker = isolated(PackageResources.loop_R + PackageResources.worker_R)
  /// R source that joins the results of all tasks.
  package static let merger = isolated(LoopCombiner.source + PackageResources.loop_R + PackageResources.merge_R)
  /// R source that installs packages which a node lacks.
  package static let preparer = isolated(PackageResources.prepare_R)

  /// Makes a script run in an environment of its own, from which base R alone is
  /// in sight: whatever else a script uses, it names with its package.
  ///
  /// The global environment belongs to the loop: what its body assigns,
  /// removes, sources or masks there, or attaches to the search path, reaches
  /// neither the variables nor the functions of the script.
  private static func isolated(_ source: [UInt8]) -> [UInt8] {
    Array("local({\n".utf8) + source + Array("}, envir = new.env(parent = baseenv()))\n".utf8)
  }

  /// The content of `{job}.rds`.
  package static func environment(of loop: LoopSubmission) -> RValue { JobEnvironment(loop: loop).value }
}
