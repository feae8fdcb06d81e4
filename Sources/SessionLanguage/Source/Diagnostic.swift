/// What is wrong with a text in the session language, or what went wrong when
/// it ran, and where.
package struct Diagnostic: Error, Sendable {
  /// One sentence without a full stop, such as ``unknown command `getJbo` ``.
  package var message: String
  /// The part of the source to point at.
  package var span: SourceSpan
  private let source: SourceText
  private var asides: Asides?
  /// The error behind this one, when a host threw it.
  package var underlying: (any Error)?
  /// Whether more text could repair the source: it ends inside of a bracket,
  /// a string or an expression.
  package var isIncomplete: Bool
  /// Whether the text is wrong in itself, an unknown command or a wrong
  /// argument say, and not what it found when it ran.
  package var isUsage = false

  /// What few diagnostics have, kept out of the frames of deep recursions that
  /// errors travel through by value.
  private final class Asides: Sendable {
    let suggestion: String?
    let condition: String?

    init(suggestion: String?, condition: String?) {
      self.suggestion = suggestion
      self.condition = condition
    }
  }

  package init(
    _ message: String, at span: SourceSpan, in source: SourceText, suggestion: String? = nil,
    underlying: (any Error)? = nil, isIncomplete: Bool = false
  ) {
    self.message = message
    self.span = span
    self.source = source
    asides = suggestion.map { Asides(suggestion: $0, condition: nil) }
    self.underlying = underlying
    self.isIncomplete = isIncomplete
  }

  /// What was probably meant.
  package var suggestion: String? {
    get { asides?.suggestion }
    set { asides = Asides(suggestion: newValue, condition: condition) }
  }

  /// What R says of it, for `conditionMessage()`; `nil` where that is the
  /// message.
  package var condition: String? {
    get { asides?.condition }
    set { asides = Asides(suggestion: suggestion, condition: newValue) }
  }

  /// The file, or what stands for one.
  package var sourceName: String { source.name }

  /// The line of the span's start, from 1.
  package var line: Int { source.position(of: span.lowerBound).line }

  /// The column of the span's start in characters, from 1.
  package var column: Int { source.position(of: span.lowerBound).column }

  /// The sentence with its suggestion, without position or source line.
  package var summary: String {
    guard let suggestion else { return message }
    return "\(message); did you mean `\(suggestion)`?"
  }

  /// Columns that are taken where there is no terminal.
  package static let defaultWidth = 120

  /// Position and sentence on a line, then the lines of the source that are
  /// wrong, each with marks below; every line is ended by a line feed.
  ///
  /// - Parameter width: columns of the terminal, which a long line of the
  ///   source is cut to.
  package func render(width: Int = defaultWidth) -> String {
    "\(description)\n\(excerpt(width: width))"
  }

  /// The lines of the source that are wrong, each with marks below.
  ///
  /// - Parameters:
  ///   - width: see ``render(width:)``.
  ///   - ellipsis: stands where a line was cut; each of its characters is as
  ///     wide as a column.
  package func excerpt(width: Int = defaultWidth, ellipsis: String = "…") -> String {
    SourceExcerpt(span, of: source).render(width: width, ellipsis: ellipsis)
  }
}

extension Diagnostic: CustomStringConvertible {
  package var description: String { "\(sourceName):\(line):\(column): \(summary)" }
}
