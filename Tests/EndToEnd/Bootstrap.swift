/// The loop of the example, for azp and for plain R.
enum Bootstrap {
  static let body = """
    {
      set.seed(i)
      d <- mtcars[sample(nrow(mtcars), replace = TRUE), ]
      coef(lm(mpg ~ wt + hp, d))
    }
    """

  static let iterations = 40

  /// The loop as a job; five iterations to a task, since starting R is what
  /// takes the time.
  static func submit(as id: String) -> String {
    """
    options <- list(wait = FALSE, job = '\(id)', chunkSize = 5)
    jobId <- foreach(i = 1:\(iterations), .packages = 'stats', .options.azure = options) %dopar% \(body)
    waitForJob(jobId)
    """
  }

  /// R source that leaves the same loop's values, run one after the other, in
  /// `expected`.
  static let sequentially = "expected <- lapply(1:\(iterations), function(i) \(body))\n"

  /// Source in both languages that prints a list of vectors to the last bit
  /// of each number, with their names.
  static func printExactly(_ list: String) -> String {
    """
    for (value in \(list)) cat(names(value), sprintf("%.17g", value), "\\n")

    """
  }
}
