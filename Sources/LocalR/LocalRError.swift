/// Why R on this machine gave no value.
package struct LocalRError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of failure, for callers that treat some of them apart.
  package enum Code: Sendable {
    /// The code that was evaluated raised an error, or does not parse.
    case raised
    /// There is no R on this machine.
    case notInstalled
    /// R could not be started.
    case notStarted
    /// R came to an end during the evaluation: it crashed, was killed or quit.
    case ended
    /// The code interrupted itself.
    case interrupted
    /// A package is not installed on this machine.
    case missingPackage
    /// A value could not be handed to R or taken from it.
    case transfer
  }

  /// What kind of failure it is.
  package let code: Code

  /// What is wrong; for an error of R, as R shows it: `Error in f(x) : msg`.
  package let description: String

  /// R's message alone; for other failures the same as the description.
  package let message: String

  /// The first line of the call that R blames, if any.
  package let call: String?

  init(_ code: Code, _ description: String, message: String? = nil, call: String? = nil) {
    self.code = code
    self.description = description
    self.message = message ?? description
    self.call = call
  }

  static func notInstalled(_ subject: String) -> LocalRError {
    LocalRError(
      .notInstalled,
      "R is not installed on this machine (no Rscript on PATH), so \(subject) cannot be evaluated here; "
        + "install R (Debian: r-base-core).")
  }

  static func missingPackage(_ name: String) -> LocalRError {
    LocalRError(
      .missingPackage,
      "The R package `\(name)` is not installed on this machine; install it with install.packages(\"\(name)\").")
  }

  static func interrupted(_ subject: String) -> LocalRError {
    LocalRError(.interrupted, "R was interrupted while evaluating \(subject); evaluate it again.")
  }

  /// The operating system refused something that the exchange with R needs.
  static func transfer(_ what: String, errorNumber: Int32) -> LocalRError {
    LocalRError(
      .transfer, "\(what) failed: \(SystemError.text(errorNumber)); see that TMPDIR has space and can be written.")
  }
}
