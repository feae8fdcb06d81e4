/// A formula by which a pool finds its size.
package struct AutoscaleFormula: Sendable {
  private let statements: [FormulaStatement]

  /// Characters of a formula (Batch API: at most 8 KB).
  package static let longest = 8192

  /// - Throws: ``AutoscaleError`` of the kind `syntax`.
  package init(_ text: String) throws(AutoscaleError) {
    guard text.utf8.count <= Self.longest else {
      throw AutoscaleError(
        .syntax, FormulaPosition(line: 1, column: 1), "A formula holds at most \(Self.longest) characters")
    }
    statements = try FormulaParser.parse(text)
  }

  /// What an evaluation comes to.
  package struct Outcome: Sendable, Equatable {
    package var targets: AutoscaleTargets
    /// The variables of the formula's own, by name, as they stand at the end.
    package var variables: [(name: String, value: AutoscaleValue)]

    /// As Batch writes it: the targets, then the variables by name.
    package var results: String {
      ([targets.results] + variables.map { "\($0.name)=\($0.value.description)" }).joined(separator: ";")
    }

    package static func == (left: Outcome, right: Outcome) -> Bool { left.results == right.results }
  }

  /// - Throws: ``AutoscaleError`` of the kind `evaluation` or
  ///   `insufficientData`.
  package func evaluate(_ context: AutoscaleContext) throws(AutoscaleError) -> Outcome {
    var evaluator = FormulaEvaluator(context)
    return try evaluator.run(statements)
  }
}
