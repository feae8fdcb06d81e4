/// Why an autoscale formula cannot be read or evaluated.
package struct AutoscaleError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where a formula fails.
  package enum Kind: Sendable, Equatable {
    /// The text is no formula.
    case syntax
    /// A statement cannot be carried out.
    case evaluation
    /// There are fewer samples of a metric than the formula asks for.
    case insufficientData
  }

  /// Where the formula fails.
  package var kind: Kind
  /// Where in the formula.
  package var position: FormulaPosition
  /// What is wrong there, without a full stop.
  package var message: String

  package init(_ kind: Kind, _ position: FormulaPosition, _ message: String) {
    self.kind = kind
    self.position = position
    self.message = message
  }

  /// As Batch writes it: `Line 1, Col 1: Undefined symbol: $x`.
  package var description: String { "Line \(position.line), Col \(position.column): \(message)" }
}

/// A place in a formula; both count from 1, columns in characters.
package struct FormulaPosition: Sendable, Equatable {
  /// From 1.
  package var line: Int
  /// From 1.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
