/// A parsed source text: its statements in order.
package struct Program: Sendable {
  /// The text that was parsed.
  package let source: SourceText
  /// In their order.
  package let statements: [Expression]

  /// One statement of a source, to be run on its own.
  package init(_ statement: Expression, of source: SourceText) {
    self.init(source: source, statements: [statement])
  }

  init(source: SourceText, statements: [Expression]) {
    self.source = source
    self.statements = statements
  }
}
