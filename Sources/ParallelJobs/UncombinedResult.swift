package import RData

/// The results of a loop that was not to be combined on its nodes, with what
/// is needed to do it elsewhere.
package struct UncombinedResult: Sendable {
  /// The results in the order of the iterations, errors among them.
  package var values: [RValue]
  package var combination: Combination
  /// Variables that the combining functions may use.
  package var exports: [RBinding]
  package var packages: [String]

  /// - Parameter environment: the content of `{job}.rds`.
  init?(environment: RValue, values: [RValue]) {
    guard case .environment(let bindings) = environment.storage,
      let extras = bindings.first(where: { $0.name == "azp" })?.value,
      let combination = extras.element("combine").flatMap(Combination.init)
    else { return nil }
    self.values = values
    self.combination = combination
    // Chunks that were reduced have left one result each.
    if self.combination.levels.count == 1 { self.combination.levels[0].sizes = [values.count] }
    exports = []
    if case .environment(let exported)? = bindings.first(where: { $0.name == "exportenv" })?.value.storage {
      exports = exported
    }
    packages = bindings.first { $0.name == "packages" }?.value.asStrings ?? []
  }
}
