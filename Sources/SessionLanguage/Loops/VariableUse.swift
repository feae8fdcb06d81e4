/// A name that R code reads and does not define itself.
struct VariableUse: Sendable {
  var name: String
  var span: SourceSpan
  /// Read as a function: R then passes over variables that hold none.
  var isCall: Bool
  /// Where the name may mean something else than a variable, a column in a
  /// formula say, so that not finding it proves nothing.
  var isUncertain: Bool
}
