/// What `foreach` and its `.options.azure` take, described as commands are:
/// for completion, and to check a script before it runs.
package enum LoopSignature {
  /// The arguments of `foreach` beside the variables it runs over (foreach's
  /// own, and the `github` and `bioconductor` of doAzureParallel).
  package static let foreach = CommandSignature(
    name: "foreach", summary: "run a loop as a job",
    parameters: [
      Parameter(name: ".combine", kind: .value, summary: "function that puts the results together"),
      Parameter(name: ".init", kind: .value, summary: "what the first result is combined with"),
      Parameter(name: ".final", kind: .value, summary: "function of the combined result"),
      Parameter(name: ".inorder", kind: .flag, summary: "combine in the order of the iterations (TRUE)"),
      Parameter(name: ".multicombine", kind: .flag, summary: "whether one call combines many results"),
      Parameter(name: ".maxcombine", kind: .number, summary: "how many results one call combines (100)"),
      Parameter(
        name: ".errorhandling", kind: .choice(LoopOptions.ErrorHandling.allCases.map(\.rawValue), many: false),
        summary: "what becomes of an iteration that fails (stop)"),
      Parameter(name: ".packages", kind: .package, summary: "packages attached before the body runs"),
      Parameter(name: ".export", kind: .value, summary: "variables that travel beside those the body mentions"),
      Parameter(name: ".noexport", kind: .value, summary: "variables that do not travel"),
      Parameter(name: ".verbose", kind: .flag, summary: "tell what travels (FALSE)"),
      Parameter(name: ".options.azure", kind: .value, summary: "a list of options of the job"),
      Parameter(name: "github", kind: .value, summary: "repositories that nodes install packages from"),
      Parameter(name: "bioconductor", kind: .value, summary: "packages that nodes install from Bioconductor"),
    ])

  /// The names in `.options.azure = list(...)` (doAzureParallel's).
  package static let azure = CommandSignature(
    name: ".options.azure", summary: "options of a job",
    parameters: [
      Parameter(name: "job", kind: .jobID(many: false), summary: "the job's id (made from the time)"),
      Parameter(name: "wait", kind: .flag, summary: "wait for the result (TRUE)"),
      Parameter(name: "chunkSize", kind: .numberOr("auto"), summary: "iterations for each task, or \"auto\""),
      Parameter(name: "enableCloudCombine", kind: .flag, summary: "put results together on a node (TRUE)"),
      Parameter(name: "autoDeleteJob", kind: .flag, summary: "delete the job once its result is fetched (TRUE)"),
      Parameter(name: "maxTaskRetryCount", kind: .number, summary: "how often a failed task runs again (3)"),
      Parameter(name: "timeout", kind: .number, summary: "seconds to wait for the result (86400)"),
      Parameter(name: "resourceFiles", kind: .value, summary: "files that every node fetches"),
      Parameter(name: "outputFiles", kind: .value, summary: "files that every task hands in"),
      Parameter(name: "inputs", kind: .value, summary: "containers whose files every node fetches"),
      Parameter(name: "reduce", kind: .value, summary: "function that puts the results of a chunk together"),
    ])

  /// Other spellings of the options in ``azure``, and options that mean
  /// what another one does (doAzureParallel's).
  package static let otherAzureNames = ["chunksize", "resourcefiles", "outputfiles", "cloudCombine"]
}
