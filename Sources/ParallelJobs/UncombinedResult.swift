package import RData

/// The results of a loop that was not to be combined on its nodes, with what
/// is needed to do it elsewhere.
package struct UncombinedResult: Sendable {
  /// The results in the order of the iterations, errors among them.
  package var values: [RValue]
  /// How the results become one.
  package var combination: Combination
  /// Variables that the combining functions may use.
  package var exports: [RBinding]
  package var packages: [String]

  /// - Parameter environment: the content of `{job}.rds`.
  /// - Returns: nil when it does not say how the results combine.
  /// - Throws: `RDSError` for damaged bytes.
  init?(environment: RValue, values: [RValue]) throws {
    let bindings = try JobEnvironment.variables(of: environment)
    guard let combination = bindings["azp"]?.element("combine").flatMap({ Combination($0) }) else { return nil }
    self.values = values
    self.combination = combination
    // Chunks that were reduced have left one result each.
    if combination.levels.count == 1 { self.combination.levels[0].sizes = [values.count] }
    exports =
      try bindings["exportenv"].map { try JobEnvironment.variables(of: $0) }?
      .map { RBinding(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name } ?? []
    packages = bindings["packages"]?.asStrings ?? []
  }
}
