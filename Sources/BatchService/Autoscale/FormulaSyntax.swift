/// The statements of a formula, in order.
struct FormulaStatement: Sendable {
  /// The variable that is set; nil for an expression on its own.
  var target: (name: String, position: FormulaPosition)?
  var expression: FormulaExpression
}

/// An expression of a formula.
///
/// What a client can write at length, such as `1 + 1 + 1 ...`, is a list and
/// not a tree, so that the depth of an expression is what the parser allows.
indirect enum FormulaExpression: Sendable {
  enum UnaryOperator: String, Sendable {
    case minus = "-"
    case not = "!"
  }

  enum BinaryOperator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
  }

  struct Link: Sendable {
    var operation: BinaryOperator
    var position: FormulaPosition
    var operand: FormulaExpression
  }

  case number(Double)
  case text(String)
  case variable(String, FormulaPosition)
  case unary(UnaryOperator, FormulaExpression, FormulaPosition)
  /// Operators of one precedence, from left to right.
  case chain(FormulaExpression, [Link])
  case choice(FormulaExpression, then: FormulaExpression, otherwise: FormulaExpression, FormulaPosition)
  case call(String, [FormulaExpression], FormulaPosition)
  case member(FormulaExpression, String, FormulaPosition)
  /// A method of a metric, such as `$ActiveTasks.GetSample(1)`.
  case method(metric: String, String, [FormulaExpression], FormulaPosition)
}
