package import RData

/// The arguments of `foreach` that concern the loop as a whole; for those of
/// each level see ``LoopLevel``.
package struct LoopOptions: Sendable {
  /// `stop` the loop, `remove` the failed iteration, or `pass` its error on as
  /// a result.
  package enum ErrorHandling: String, Sendable, CaseIterable {
    case stop, remove, pass
  }

  /// What becomes of the loop when an iteration fails.
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

  /// What is attached before the body runs, packages from repositories by
  /// their own names.
  var attachedPackages: [String] { packages + (github + bioconductor).map(Self.packageName) }

  /// The package in `user/repo/subdir@ref`.
  private static func packageName(_ repository: String) -> String {
    let path = repository.split(separator: "@").first ?? ""
    return path.split(separator: "/").dropFirst().last.map(String.init) ?? String(path)
  }

  static let names = [
    ".combine", ".init", ".final", ".inorder", ".multicombine", ".maxcombine", ".errorhandling", ".packages",
    ".export", ".noexport", ".verbose", ".options.azure", "github", "bioconductor",
  ]
}
