/// A parsed source text: its statements in order.
package struct Program: Sendable {
  package let source: SourceText
  package let statements: [Expression]
}
