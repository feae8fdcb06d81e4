package import RData

/// The arguments of `foreach` that are no iteration variables.
///
/// Functions are R source: a name such as `c` or `` `+` ``, or a literal.
package struct LoopOptions: Sendable {
  package enum ErrorHandling: String, Sendable, CaseIterable {
    case stop, remove, pass
  }

  package var combine: String?
  package var initial: RValue?
  package var final: String?
  package var isInOrder = true
  package var isMulticombine = false
  /// How many results one call of a multicombining function takes; at least 2.
  package var maximumCombine = 100
  package var errorHandling = ErrorHandling.stop
  package var packages: [String] = []
  package var export: [String] = []
  package var noexport: [String] = []
  package var isVerbose = false
  package var github: [String] = []
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
