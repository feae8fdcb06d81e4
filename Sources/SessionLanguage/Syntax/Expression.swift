package import RData

/// A node of the syntax tree: everything is an expression, as in R.
package struct Expression: Sendable {
  /// What an expression is made of.
  package indirect enum Kind: Sendable {
    case constant(RValue)
    case name(String)
    /// `pkg::name` or `pkg:::name`.
    case qualifiedName(package: String, name: String)
    /// `- + ! ~ ?` before an operand.
    case prefix(String, Expression)
    /// Any operator between two operands but assignments and access.
    case infix(String, Expression, Expression)
    /// `target <- value`, in any spelling and direction.
    case assignment(target: Expression, value: Expression)
    case call(Expression, [CallArgument])
    /// `base[...]`, or `base[[...]]` when `isDouble`.
    case index(Expression, [CallArgument], isDouble: Bool)
    /// `base$name`.
    case member(Expression, String)
    /// `base@name`.
    case slot(Expression, String)
    case parenthesized(Expression)
    case block([Expression])
    case condition(Expression, then: Expression, otherwise: Expression?)
    case forLoop(variable: String, sequence: Expression, body: Expression)
    case whileLoop(Expression, body: Expression)
    case repeatLoop(Expression)
    case breakLoop
    case nextLoop
    case function(FunctionSyntax)
    case foreach(LoopSyntax)
    case command(CommandSyntax)
  }

  package var kind: Kind
  package var span: SourceSpan
  /// Levels of nodes below and including this one.
  let depth: Int
}

/// An argument between the brackets of a call or an index.
package struct CallArgument: Sendable {
  package var name: String?
  /// `nil` when nothing is written, as in `x[1, ]`.
  package var value: Expression?
  package var span: SourceSpan
}

/// A `function(...)` literal, or `\(...)`.
package struct FunctionSyntax: Sendable {
  package var parameters: [CallArgument]
  package var body: Expression
}

/// A `foreach(...) %dopar% body`, or several `foreach` nested with `%:%`.
package struct LoopSyntax: Sendable {
  /// One `foreach(...)`, or `times(n)`, with the `when(...)` behind it.
  package struct Level: Sendable {
    package var arguments: [CallArgument]
    /// Whether it is `times(n)`, whose one argument is how often.
    package var isTimes = false
    /// What must be true for an iteration to run.
    package var conditions: [Expression] = []
    package var span: SourceSpan
  }

  /// The outermost first.
  package var levels: [Level]
  /// The parsed body, to find out what it reads.
  package var body: Expression
  /// The body as written, braces included.
  package var bodySpan: SourceSpan
  /// `%dopar%` rather than `%do%`.
  package var isParallel: Bool
}

/// A call of a command, in either style.
package struct CommandSyntax: Sendable {
  /// What stands for an argument.
  package enum Value: Sendable {
    case expression(Expression)
    case words([Word])
    /// A flag that was switched on by its bare name.
    case flag
  }

  /// An argument, before it is matched to a parameter.
  package struct Argument: Sendable {
    package var name: String?
    package var value: Value
    package var span: SourceSpan
  }

  package var name: String
  package var arguments: [Argument]
}

/// A bare or quoted word in the arguments of a command.
package struct Word: Sendable {
  /// A piece of a word.
  package enum Part: Sendable {
    case text(String)
    /// `$name`, or `$name$member`.
    case variable(path: [String])
  }

  package var parts: [Part]
  package var isQuoted: Bool
  package var span: SourceSpan
}
