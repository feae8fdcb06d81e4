/// Expressions with a meaning in R that azp must share, by subject; run one
/// after the other in one session.
enum RTable {
  /// All of them, in the order in which they share variables.
  static var lines: [String] {
    [operators, vectors, summaries, texts, mathematics, indices, control, options].flatMap {
      $0.split(separator: "\n").map(String.init)
    } + conditions.split(separator: "\n").map { "tryCatch({ \($0) }, error = function(e) conditionMessage(e))" }
  }
}
