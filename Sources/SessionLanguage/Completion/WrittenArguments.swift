/// What is written so far between the parentheses of a command.
struct WrittenArguments {
  /// Words by the parameter they were given to.
  var given: [String: [String]] = [:]
  /// The parameter of the `name: words` that the cursor is in.
  var openWords: Parameter?
  /// Where the word at the cursor starts, in `openWords`.
  var wordStart: Int
  /// Whether the word stands behind a comma, where a name may follow as well.
  var afterComma = false
  /// The parameter of the `name = value` that the cursor is in.
  var named: Parameter?
  /// The parameter that a value without a name goes to.
  var nextPositional: Parameter?
  /// Parameters that are not given yet.
  var free: [Parameter] = []

  init(_ frame: CompletionFrame, signature: CommandSignature, source: SourceText, cursor: Int) {
    wordStart = cursor
    // `i = 1:3` of a loop means a variable `i`, never `.init`.
    func parameter(_ name: String) -> Parameter? {
      signature.name == LoopSignature.foreach.name
        ? signature.parameters.first { $0.name == name } : signature.parameter(named: name)
    }
    // The arguments of a loop without such a name are what it runs over.
    let isLoop = signature.name == LoopSignature.foreach.name
    let byPosition = isLoop || signature.name == LoopSignature.azure.name ? [] : signature.parameters
    let current = SourceSpan(frame.argumentStart, cursor)
    for span in frame.arguments + [current] {
      let isCurrent = span == current
      var reader = WordReader(lexer: Lexer(source, range: span), separators: [","])
      reader.skipWhitespace()
      let start = reader.lexer.position
      if let (name, nameSpan, end) = reader.namedArgument(), let parameter = parameter(name) {
        let isWords = source.bytes[nameSpan.upperBound] == UInt8(ascii: ":")
        openWords = isWords ? parameter : nil
        named = isWords ? nil : parameter
        reader.lexer.position = end
        reader.skipWhitespace()
        note(source.substring(SourceSpan(reader.lexer.position, span.upperBound)), parameter, isCurrent)
        if isCurrent { wordStart = reader.lexer.position }
        if !isCurrent, given[parameter.name] == nil { given[parameter.name] = [] }
        continue
      }
      named = nil
      let text = source.substring(SourceSpan(start, span.upperBound))
      if let parameter = openWords, parameter.kind.takesMany {
        // A comma goes on with the list of words.
        note(text, parameter, isCurrent)
        if isCurrent {
          wordStart = start
          afterComma = true
        }
        continue
      }
      openWords = nil
      if !isCurrent {
        let left = byPosition.filter { given[$0.name] == nil }
        if let parameter = left.first { note(text, parameter, false) }
      }
    }
    free = signature.parameters.filter { given[$0.name] == nil && $0.name != openWords?.name && $0.name != named?.name }
    nextPositional = byPosition.isEmpty ? nil : free.first
  }

  private mutating func note(_ text: String, _ parameter: Parameter, _ isCurrent: Bool) {
    guard !isCurrent else { return }
    let word = text.filter { !"\"' \t\n".contains($0) }
    given[parameter.name, default: []].append(word)
  }
}
