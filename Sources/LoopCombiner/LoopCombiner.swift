/// R source that puts the results of a loop together as foreach does: the
/// merge on the nodes begins with it, and so does the R of this machine that
/// runs `%do%`.
package enum LoopCombiner {
  /// Functions in base R alone, in UTF-8.
  package static let source = PackageResources.combiner_R
}
