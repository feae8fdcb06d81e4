import Rendering
import SessionLanguage

/// How an error is shown to a person: one sentence, and where it happened.
enum ErrorText {
  /// - Parameters:
  ///   - atPrompt: the line stands right above, so its position and
  ///     a copy of it would say nothing; only what is in it is pointed at when
  ///     it is wrongly written.
  ///   - terminal: sentences are broken to its width.
  static func text(of error: any Error, atPrompt: Bool, terminal: Terminal) -> String {
    let width = terminal.isErrorTerminal ? terminal.width : nil
    guard let diagnostic = error as? Diagnostic else { return WordWrap.wrap("\(error)\n", width: width) }
    if diagnostic.underlying != nil {
      let place =
        atPrompt && diagnostic.sourceName == "<prompt>"
        ? "" : "\(diagnostic.sourceName):\(diagnostic.line):\(diagnostic.column): "
      return WordWrap.wrap("\(place)\(diagnostic.message)\n", width: width)
    }
    let headline = WordWrap.wrap("\(diagnostic)\n", width: width)
    return headline + diagnostic.excerpt(width: width ?? Diagnostic.defaultWidth, ellipsis: terminal.signs.ellipsis)
  }
}
