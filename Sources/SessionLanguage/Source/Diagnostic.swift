/// What is wrong with a text in the session language, or what went wrong when
/// it ran, and where.
package struct Diagnostic: Error, Sendable {
  /// One sentence without a full stop, such as ``unknown command `getJbo` ``.
  package var message: String
  /// The part of the source to point at.
  package var span: SourceSpan
  package var sourceName: String
  /// The line of the span's start, from 1.
  package var line: Int
  /// The column of the span's start in characters, from 1.
  package var column: Int
  /// What was probably meant.
  package var suggestion: String?
  /// The error behind this one, when a host threw it.
  package var underlying: (any Error)?
  /// Whether more text could repair the source: it ends inside of a bracket,
  /// a string or an expression.
  package var isIncomplete: Bool
  /// Whether the text is wrong in itself, an unknown command or a wrong
  /// argument say, and not what it found when it ran.
  package var isUsage = false

  let excerpt: String
  let excerptOffset: Int
  let excerptLength: Int

  package init(
    _ message: String, at span: SourceSpan, in source: SourceText, suggestion: String? = nil,
    underlying: (any Error)? = nil, isIncomplete: Bool = false
  ) {
    self.message = message
    self.span = span
    self.sourceName = source.name
    (self.line, self.column) = source.position(of: span.lowerBound)
    self.suggestion = suggestion
    self.underlying = underlying
    self.isIncomplete = isIncomplete

    let lineSpan = source.lineSpan(containing: span.lowerBound)
    let indent = source.bytes[lineSpan.lowerBound..<lineSpan.upperBound].prefix { $0 == 0x20 || $0 == 0x09 }.count
    let start = min(lineSpan.lowerBound + indent, max(span.lowerBound, lineSpan.lowerBound))
    excerpt = source.substring(SourceSpan(start, lineSpan.upperBound))
    excerptOffset = source.substring(SourceSpan(start, span.lowerBound)).count
    excerptLength =
      source.substring(SourceSpan(span.lowerBound, min(span.upperBound, lineSpan.upperBound))).count
  }

  /// The sentence with its suggestion, without position or source line.
  package var summary: String {
    guard let suggestion else { return message }
    return "\(message); did you mean `\(suggestion)`?"
  }

  /// Position and sentence, the source line, and a caret below the culprit:
  /// three lines, each ended by a line feed.
  package func render() -> String {
    // Control characters would move the caret or the terminal's cursor.
    let line = String(excerpt.map { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : $0 })
    let marker = "^" + String(repeating: "~", count: max(0, excerptLength - 1))
    let indent = String(repeating: " ", count: 4 + excerptOffset)
    return "\(sourceName):\(self.line):\(column): \(summary)\n    \(line)\n\(indent)\(marker)\n"
  }
}

extension Diagnostic: CustomStringConvertible {
  package var description: String { "\(sourceName):\(line):\(column): \(summary)" }
}
