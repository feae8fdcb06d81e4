import Wording

/// Sorts the words of a statement in command style into arguments.
struct CommandWordArguments {
  let signature: CommandSignature
  let source: SourceText
  private var named: [CommandSyntax.Argument] = []
  private var positional: [Word] = []

  init(signature: CommandSignature, source: SourceText) {
    self.signature = signature
    self.source = source
  }

  /// Reads one word, or one `name: value`, `name=value` or `name = value`.
  mutating func read(_ reader: inout WordReader) throws(Diagnostic) {
    if let (name, nameSpan, end) = reader.namedArgument() {
      if let parameter = signature.parameter(named: name) {
        reader.lexer.position = end
        return try readValue(of: parameter, nameSpan, &reader)
      }
      if let near = EditDistance.suggestion(for: name, among: signature.parameters.map(\.name)) {
        throw Diagnostic(
          "`\(signature.name)` has no parameter `\(name)`", at: nameSpan, in: source, suggestion: near)
      }
    }
    if reader.lexer.character() == "\\", reader.lexer.character(1) == nil {
      let end = reader.lexer.position
      throw Diagnostic(
        "behind a backslash the next line goes on", at: SourceSpan(end, end + 1), in: source, isIncomplete: true)
    }
    reader.separators = []
    guard let word = try reader.word() else { return }
    if !word.isQuoted, case .text(let text)? = word.parts.first, word.parts.count == 1,
      let flag = signature.parameters.first(where: { $0.kind == .flag && Self.names($0.name, by: text) })
    {
      named.append(CommandSyntax.Argument(name: flag.name, value: .flag, span: word.span))
    } else {
      positional.append(word)
    }
  }

  /// Whether a word is a flag's name: `asScript`, `--asScript` or
  /// `--as-script`.
  private static func names(_ name: String, by word: String) -> Bool {
    guard word.hasPrefix("--") else { return word == name }
    let dashed = name.map { $0.isUppercase ? "-\($0.lowercased())" : "\($0)" }.joined()
    return [name, dashed].contains(String(word.dropFirst(2)))
  }

  /// Whether the statement that the command takes starts here: behind the
  /// numbers before it, which may be left out, `watch getJobList()`.
  func expectsStatement(at reader: WordReader) -> Bool {
    guard signature.statementParameter != nil else { return false }
    if positional.isEmpty, let (name, _, _) = reader.namedArgument(), signature.parameter(named: name) != nil {
      return false
    }
    let numbers = signature.parameters.prefix { $0.kind != .statement }.filter { parameter in
      !named.contains { $0.name == parameter.name }
    }
    return positional.count >= numbers.count || !reader.startsNumber
  }

  /// Takes the statement.
  mutating func take(_ statement: Expression) {
    named.append(
      CommandSyntax.Argument(
        name: signature.statementParameter?.name, value: .expression(statement), span: statement.span))
  }

  private mutating func readValue(
    of parameter: Parameter, _ nameSpan: SourceSpan, _ reader: inout WordReader
  ) throws(Diagnostic) {
    // A comma is literal where one value is wanted, as in a file's name.
    reader.separators = parameter.kind.takesMany || parameter.kind == .value ? [","] : []
    var words: [Word] = []
    while true {
      reader.skipBlanks()
      if reader.isAtEnd { break }
      guard let word = try reader.word() else { break }
      words.append(word)
      var ahead = reader
      ahead.skipBlanks()
      guard !reader.separators.isEmpty, ahead.lexer.character() == "," else { break }
      ahead.lexer.position += 1
      reader = ahead
    }
    guard let last = words.last else {
      throw Diagnostic("`\(parameter.name)` has no value", at: nameSpan, in: source)
    }
    named.append(
      CommandSyntax.Argument(name: parameter.name, value: .words(words), span: nameSpan.union(last.span)))
  }

  /// The arguments; words without a name go to the parameters that are left,
  /// in order, flags excepted, and the first that takes many takes the rest.
  func finish() throws(Diagnostic) -> [CommandSyntax.Argument] {
    var arguments = named
    var words = positional[...]
    let free = signature.parameters.filter { parameter in
      parameter.kind != .flag && !named.contains { $0.name == parameter.name }
    }
    // A parameter for any value, a list say, is the last that a word fits.
    let wordy = free.filter { $0.kind != .value } + free.filter { $0.kind == .value }
    for parameter in wordy {
      guard let first = words.first else { break }
      let taken = parameter.kind.takesMany ? try commaSplit(words) : [first]
      words = parameter.kind.takesMany ? [] : words.dropFirst()
      let span = taken.reduce(first.span) { $0.union($1.span) }
      arguments.append(CommandSyntax.Argument(name: parameter.name, value: .words(taken), span: span))
    }
    if let extra = words.first {
      throw Diagnostic("`\(signature.name)` takes no further argument", at: extra.span, in: source)
    }
    return arguments
  }

  /// Words such as `job1,job2` are several where several are wanted.
  private func commaSplit(_ words: ArraySlice<Word>) throws(Diagnostic) -> [Word] {
    var split: [Word] = []
    for word in words {
      var reader = WordReader(
        lexer: Lexer(source, range: word.span), separators: [","])
      while true {
        if let part = try reader.word() { split.append(part) }
        guard reader.lexer.character() == "," else { break }
        reader.lexer.position += 1
      }
    }
    return split
  }
}
