import SessionLanguage

/// How an error is shown to a person: one sentence, and where it happened.
enum ErrorText {
  /// - Parameter atPrompt: the line stands right above, so its position and
  ///   a copy of it would say nothing; only what is in it is pointed at when
  ///   it is wrongly written.
  static func text(of error: any Error, atPrompt: Bool) -> String {
    guard let diagnostic = error as? Diagnostic else { return "\(error)\n" }
    if let underlying = diagnostic.underlying {
      let place =
        atPrompt ? "" : "\(diagnostic.sourceName):\(diagnostic.line):\(diagnostic.column): "
      return "\(place)\(underlying)\n"
    }
    return diagnostic.render()
  }
}
