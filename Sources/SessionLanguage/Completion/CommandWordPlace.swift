/// Finds the word at the cursor in a statement in command style.
struct CommandWordPlace {
  let signature: CommandSignature
  let source: SourceText
  let cursor: Int
  private var given: [String: [String]] = [:]

  init(signature: CommandSignature, source: SourceText, cursor: Int) {
    self.signature = signature
    self.source = source
    self.cursor = cursor
  }

  /// Reads words up to the cursor; `nil` when the command ends before it.
  mutating func read(_ reader: inout WordReader) -> CompletionContext? {
    while true {
      reader.skipBlanks()
      let start = reader.lexer.position
      if start == cursor { return positional(start) }
      if reader.isAtEnd { return reader.lexer.character() == "#" ? .nothing : nil }
      if let (name, _, end) = reader.namedArgument(), let parameter = signature.parameter(named: name) {
        reader.lexer.position = end
        if let context = values(of: parameter, &reader) { return context }
        continue
      }
      reader.separators = []
      let word: Word?
      do {
        word = try reader.word()
      } catch {
        // The string that is open here is the last thing before the cursor.
        return openString(nextPositional, reader.lexer, from: start)
      }
      if reader.lexer.position == cursor { return positional(start) }
      guard let word else { return .nothing }
      note(word)
    }
  }

  private mutating func values(of parameter: Parameter, _ reader: inout WordReader) -> CompletionContext? {
    let takesMany = parameter.kind.takesMany
    reader.separators = takesMany ? [","] : []
    while true {
      reader.skipBlanks()
      let start = reader.lexer.position
      if start == cursor { return value(parameter, start) }
      if reader.isAtEnd { return nil }
      let word: Word?
      do {
        word = try reader.word()
      } catch {
        return openString(parameter, reader.lexer, from: start)
      }
      if reader.lexer.position == cursor { return value(parameter, start) }
      if let word { given[parameter.name, default: []].append(source.substring(word.span)) }
      var ahead = reader
      ahead.skipBlanks()
      guard takesMany, ahead.lexer.character() == "," else { return nil }
      ahead.lexer.position += 1
      reader = ahead
    }
  }

  private mutating func note(_ word: Word) {
    let text = source.substring(word.span)
    if let flag = signature.parameters.first(where: { $0.name == text && $0.kind == .flag }) {
      given[flag.name] = []
    } else if let parameter = nextPositional {
      given[parameter.name, default: []].append(text)
    }
  }

  /// The parameter that the next word without a name goes to.
  private var nextPositional: Parameter? {
    let wordy = signature.parameters.filter { $0.kind != .flag }
    let ordered = wordy.filter { $0.kind != .value } + wordy.filter { $0.kind == .value }
    return ordered.first { given[$0.name] == nil || $0.kind.takesMany }
  }

  private var free: [Parameter] { signature.parameters.filter { given[$0.name] == nil } }

  private func place(_ start: Int, _ style: InsertionStyle = .word) -> CompletionContext.Place {
    let range = SourceSpan(start, cursor)
    return CompletionContext.Place(prefix: source.substring(range), range: range, style: style)
  }

  private func positional(_ start: Int) -> CompletionContext {
    guard let parameter = nextPositional else {
      return .parameter(command: signature, free: free, place(start))
    }
    // `job1,jo` completes the second of several.
    var wordStart = start
    if parameter.kind.takesMany {
      let bytes = source.bytes[start..<cursor]
      if let comma = bytes.lastIndex(of: UInt8(ascii: ",")) { wordStart = comma + 1 }
    }
    return .value(
      of: parameter, command: signature, orNames: free.filter { $0.name != parameter.name }, given: given,
      place(wordStart))
  }

  private func value(
    _ parameter: Parameter?, _ start: Int, _ style: InsertionStyle = .word
  ) -> CompletionContext {
    guard let parameter else { return .nothing }
    return .value(of: parameter, command: signature, orNames: [], given: given, place(start, style))
  }

  /// The context in a word whose last quote is open.
  private func openString(_ parameter: Parameter?, _ lexer: Lexer, from start: Int) -> CompletionContext {
    var lexer = lexer
    lexer.position = start
    while let character = lexer.character() {
      if character == "\"" || character == "'" {
        let quote = lexer.position
        guard (try? lexer.string()) != nil else { return value(parameter, quote + 1, .string(character)) }
      } else {
        lexer.position += 1
      }
    }
    return .nothing
  }
}
