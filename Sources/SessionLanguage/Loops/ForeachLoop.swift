package import RData

/// A `foreach` loop ready to run: everything but the body is evaluated.
package struct ForeachLoop: Sendable {
  /// A variable of the loop and what it runs over.
  package struct Iteration: Sendable {
    /// Empty for what only bounds the number of iterations.
    package var name: String
    package var values: RValue

    package init(name: String, values: RValue) {
      self.name = name
      self.values = values
    }
  }

  /// In the order written, at least one. Of nested loops each has a list with
  /// an element for every run of the body.
  package var iterations: [Iteration]
  /// The loops that `%:%` nests, the outermost first; at least one. The last
  /// one's ``LoopLevel/sizes`` add up to how often the body runs.
  package var levels: [LoopLevel]
  /// What was given beside the variables.
  package var options: LoopOptions
  /// R source, as written, braces included.
  package var body: String
  /// Where the body stands in the source.
  package var bodySpan: SourceSpan
  /// The session variables that travel with the loop, sorted by name.
  package var exports: [RBinding]
  /// `%dopar%` rather than `%do%`.
  package var isParallel: Bool
  /// Where the loop stands in the source.
  package var span: SourceSpan
  /// The text that the loop stands in.
  package var source: SourceText

  package init(
    iterations: [Iteration], levels: [LoopLevel], options: LoopOptions, body: String, bodySpan: SourceSpan,
    exports: [RBinding],
    isParallel: Bool, span: SourceSpan, source: SourceText
  ) {
    self.iterations = iterations
    self.levels = levels
    self.options = options
    self.body = body
    self.bodySpan = bodySpan
    self.exports = exports
    self.isParallel = isParallel
    self.span = span
    self.source = source
  }

  /// A diagnostic that points at the loop.
  package func diagnostic(_ message: String, underlying: (any Error)? = nil) -> Diagnostic {
    Diagnostic(message, at: span, in: source, underlying: underlying)
  }
}
