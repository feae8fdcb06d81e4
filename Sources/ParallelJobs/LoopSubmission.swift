package import AzureWire
package import RData

/// A `foreach` loop that is to become a job.
package struct LoopSubmission: Sendable {
  /// One iteration variable and the value it takes in each iteration.
  package struct Variable: Sendable {
    /// Empty for what only bounds the number of iterations.
    package var name: String
    package var values: [RValue]

    package init(name: String, values: [RValue]) {
      self.name = name
      self.values = values
    }
  }

  package var variables: [Variable]
  /// R source.
  package var body: String
  /// What travels with the job for the body to use.
  package var exports: [RBinding]
  /// How the job is to run.
  package var options: JobOptions

  package init(variables: [Variable], body: String, exports: [RBinding], options: JobOptions) {
    self.variables = variables
    self.body = body
    self.exports = exports
    self.options = options
  }

  /// foreach stops with the shortest variable.
  package var iterationCount: Int { variables.map(\.values.count).min() ?? 0 }
}

/// What becomes of an iteration that fails (foreach's `.errorhandling`).
package enum ErrorHandling: String, Sendable, CaseIterable {
  /// The loop has no result.
  case stop
  /// The error takes the place of the value.
  case pass
  /// The iteration is left out.
  case remove
}

/// The options of a loop: foreach's own, and those of `.options.azure`.
package struct JobOptions: Sendable {
  /// The id the user gave; nil for one made from the time.
  package var jobID: String?
  /// Whether the session waits for the results.
  package var waits = true
  /// Iterations of a task.
  package var chunkSize = 1
  /// Whether the submission chooses the chunk size by ``ChunkSize``.
  package var choosesChunkSize = false
  /// Whether a task on the nodes merges the results.
  package var enableCloudCombine = true
  /// What becomes of iterations that fail.
  package var errorHandling = ErrorHandling.stop
  /// Packages of CRAN that the body needs.
  package var packages: [String] = []
  /// Packages of GitHub that the body needs, as `owner/name`.
  package var github: [String] = []
  /// Packages of Bioconductor that the body needs.
  package var bioconductor: [String] = []
  /// How the results become one.
  package var combination = Combination()
  /// Tries of a task after the first.
  package var maxTaskRetryCount = 3
  /// Nil for no limit.
  package var timeout: Duration?
  /// Whether a loop that was waited for takes its job away; never after a
  /// failure.
  package var autoDeleteJob = true
  /// R source of a function that joins the values of a chunk.
  package var reduce: String?
  /// What every node fetches into the directory of the job's preparation.
  package var resourceFiles: [ResourceFile] = []
  /// What every task hands in beside its result.
  package var outputFiles: [OutputFile] = []
  /// Containers of the account whose blobs every node fetches.
  package var inputs: [String] = []
  /// Whether the logs of the tasks tell what is combined with what.
  package var isVerbose = false
  /// The pool that the job runs in.
  package var pool = "local"
  /// The image that R runs in on the pool's nodes; nil runs it on the nodes
  /// themselves.
  package var containerImage: String?

  package init() {}
}
