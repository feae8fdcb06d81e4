package import RData

/// The arguments of `foreach` that are no iteration variables.
///
/// Functions are R source: a name such as `c` or `` `+` ``, or a literal.
package struct LoopOptions: Sendable {
  /// `stop` the loop, `remove` the failed iteration, or `pass` its error on as
  /// a result.
  package enum ErrorHandling: String, Sendable, CaseIterable {
    case stop, remove, pass
  }

  /// The function that puts results together; `nil` for a list of them.
  package var combine: String?
  /// What the first result is combined with: `.init`.
  package var initial: RValue?
  /// A function of the combined result.
  package var final: String?
  /// Whether results are combined in the order of the iterations.
  package var isInOrder = true
  /// Whether one call of the combining function takes many results; nil when
  /// not given, which leaves the choice to foreach's rules.
  package var isMulticombine: Bool?
  /// How many results one call of a multicombining function takes; at least 2.
  package var maximumCombine: Int?
  /// What becomes of an iteration that fails.
  package var errorHandling = ErrorHandling.stop
  /// Packages that are attached before the body runs.
  package var packages: [String] = []
  /// Variables that travel although the body does not mention them.
  package var export: [String] = []
  /// Names that do not travel, and that need not exist.
  package var noexport: [String] = []
  /// Whether the loop tells what it exports and how far it is.
  package var isVerbose = false
  /// Repositories, `user/repo`, that nodes install packages from.
  package var github: [String] = []
  /// Packages that nodes install from Bioconductor.
  package var bioconductor: [String] = []
  /// The named list given as `.options.azure`; NULL when not given.
  package var azure = RValue.null
  /// Options meant for other systems, `.options.snow` say.
  package var others: [RBinding] = []

  package init() {}

  static let names = [
    ".combine", ".init", ".final", ".inorder", ".multicombine", ".maxcombine", ".errorhandling", ".packages",
    ".export", ".noexport", ".verbose", ".options.azure", "github", "bioconductor",
  ]
}
