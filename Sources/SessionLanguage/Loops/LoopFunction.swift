/// A function among the options of a loop: `.combine`, `.final`, `reduce`.
struct LoopFunction {
  /// What it is given as, such as `.combine`.
  var option: String
  /// Its code, as it was written or as R would show it.
  var code: [Expression]
  /// What the code's spans point into.
  var source: SourceText
  /// Where the option is written.
  var span: SourceSpan
  /// Whether the code itself stands there.
  var isLiteral = false
  /// Whether it keeps variables of its own, which nobody but R sees.
  var hasOwnVariables = false
}
