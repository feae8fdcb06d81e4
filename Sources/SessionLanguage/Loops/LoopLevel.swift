package import RData

/// What one `foreach(...)` does with its results; of loops nested with `%:%`
/// each is a level.
///
/// Functions are R source: a name such as `c` or `` `+` ``, or a literal.
package struct LoopLevel: Sendable {
  /// The function that puts results together; `nil` for a list of them.
  package var combine: String?
  /// What the first result is combined with, `.init`: a value for each group;
  /// empty when there is none.
  package var initials: [RValue] = []
  /// A function of the combined result.
  package var final: String?
  /// Whether results are combined in the order of the iterations.
  package var isInOrder = true
  /// Whether one call of the combining function takes many results; nil when
  /// not given, which leaves the choice to foreach's rules.
  package var isMulticombine: Bool?
  /// How many results one call of the combining function takes, at least 2;
  /// nil when not given.
  package var maximumCombine: Int?
  /// What becomes of an error among the results.
  package var errorHandling = LoopOptions.ErrorHandling.stop
  /// How many results each group has: for an inner loop a group for each
  /// iteration of the loop around it, for the outermost one group.
  package var sizes: [Int] = []

  package init() {}
}
