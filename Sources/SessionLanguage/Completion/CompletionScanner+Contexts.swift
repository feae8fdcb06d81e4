/// What may stand at the cursor, once everything before it has been read.
extension CompletionScanner {
  /// The context of the word that ends at the cursor, outside of strings.
  func word(from start: Int) -> CompletionContext {
    if expectsMember { return .member(names: names(of: operand), place(start, .name)) }
    if start < cursor, Lexer.isDigit(source.bytes[start]) { return .nothing }
    if start > 0, source.bytes[start - 1] == UInt8(ascii: ":"), start > 1, source.bytes[start - 2] == 0x3A {
      return .nothing
    }
    if isStatementStart, !isR { return .command(locals: locals, place(start, .name)) }
    if let frame = frames.last {
      let isFirst = frame.arguments.isEmpty && isBlank(from: frame.argumentStart, to: start)
      let members = names(of: frame.base)
      if frame.bracket == "[[", isFirst, !members.isEmpty { return .member(names: members, place(start, .expression)) }
      if let context = argument(wordStart: start) { return context }
    }
    return .variable(locals: locals, orCommands: !isR, place(start, .name))
  }

  /// The context inside of a string that is open at the cursor.
  func openString(from quote: Int, quote character: Character) -> CompletionContext {
    let place = place(quote + 1, .string(character))
    if expectsMember { return .member(names: names(of: operand), place) }
    if character == "`" { return .variable(locals: locals, orCommands: false, place) }
    if let frame = frames.last, frame.base != nil, frame.arguments.isEmpty {
      return .member(names: names(of: frame.base), place)
    }
    if let (frame, signature) = argumentFrame() {
      let written = WrittenArguments(frame, signature: signature, source: source, cursor: quote)
      if let parameter = written.named ?? written.openWords ?? written.nextPositional, parameter.kind != .value {
        return .value(of: parameter, command: signature, orNames: [], given: written.given, place)
      }
    }
    let isPath =
      ["/", "./", "../", "~/"].contains { place.prefix.hasPrefix($0) }
      || frames.last?.callee.map(Self.pathFunctions.contains) ?? false
    return isPath ? .path(place) : .nothing
  }

  /// Functions of R whose strings are mostly names of files.
  private static let pathFunctions: Set<String> = [
    "readRDS", "saveRDS", "read.csv", "read.csv2", "read.table", "read.delim", "write.csv", "write.csv2",
    "write.table", "readLines", "writeLines", "scan", "source", "load", "save", "file", "gzfile", "file.exists",
    "file.info", "file.size", "file.remove", "file.copy", "file.rename", "file.path", "unlink", "dir.create", "setwd",
    "list.files", "dir", "normalizePath", "basename", "dirname", "path.expand", "sink", "pdf", "png", "readBin",
  ]

  /// `?topic`, whose question mark stands at the position.
  mutating func helpTopic() -> CompletionContext? {
    guard let help = commands["help"], let parameter = help.parameters.first else { return nil }
    var ahead = lexer
    ahead.position += 1
    ahead.skipBlanks()
    let start = ahead.position
    ahead.skipName()
    guard ahead.position == cursor else { return nil }
    return .value(of: parameter, command: help, orNames: [], given: [:], place(start, .word))
  }

  // MARK: Arguments

  /// The call that the cursor is an argument of, seen through `c(...)`: in
  /// `state = c("active", "comp` it is a value of `state`.
  private func argumentFrame() -> (CompletionFrame, CommandSignature)? {
    var position = frames.count - 1
    while position > 0, frames[position].callee == "c", frames[position].bracket == "(" { position -= 1 }
    guard position >= 0, let signature = signature(at: position) else { return nil }
    return (frames[position], signature)
  }

  private func signature(at position: Int) -> CommandSignature? {
    let frame = frames[position]
    guard frame.bracket == "(", !frame.isR, let callee = frame.callee else { return nil }
    if callee == "foreach" { return LoopSignature.foreach }
    if callee == "list", position > 0, frames[position - 1].callee == "foreach" {
      let outer = frames[position - 1]
      let written = WrittenArguments(
        outer, signature: LoopSignature.foreach, source: source, cursor: frame.argumentStart)
      return written.named?.name == ".options.azure" ? LoopSignature.azure : nil
    }
    // A function of R keeps its name in call style.
    return Builtins.names.contains(callee) ? nil : commands[callee]
  }

  private func argument(wordStart: Int) -> CompletionContext? {
    guard let (frame, signature) = argumentFrame(), let innermost = frames.last else { return nil }
    let written = WrittenArguments(frame, signature: signature, source: source, cursor: cursor)
    func value(_ parameter: Parameter, orNames: [Parameter] = []) -> CompletionContext {
      .value(
        of: parameter, command: signature, orNames: orNames, given: written.given, place(wordStart, .expression))
    }
    // In `c(...)` only what is a string can be offered.
    guard innermost.argumentStart == frame.argumentStart else {
      guard isBlank(from: innermost.argumentStart, to: wordStart), let parameter = written.named,
        parameter.kind != .value
      else { return nil }
      return value(parameter)
    }
    if let parameter = written.openWords {
      return .value(
        of: parameter, command: signature, orNames: written.afterComma ? written.free : [], given: written.given,
        place(written.wordStart, .word))
    }
    if isBlank(from: frame.argumentStart, to: wordStart) {
      if written.nextPositional?.kind == .statement || wordStart < cursor && signature.statementParameter != nil {
        return .command(locals: locals, place(wordStart, .name))
      }
      if let parameter = written.nextPositional, parameter.kind == .command {
        return .value(
          of: parameter, command: signature, orNames: [], given: written.given, place(wordStart, .word))
      }
      return .parameter(command: signature, free: written.free, place(wordStart, .name))
    }
    if let parameter = written.named, isBlank(from: written.wordStart, to: wordStart) { return value(parameter) }
    return nil
  }

  private func isBlank(from start: Int, to end: Int) -> Bool {
    guard start <= end else { return false }
    return source.substring(SourceSpan(start, end)).allSatisfy(\.isWhitespace)
  }

  // MARK: Command style

  /// The context when a command in command style starts here and reaches to
  /// the cursor; moves behind the command when it ends before.
  mutating func commandStyle() -> CompletionContext? {
    guard lexer.startsName() else { return nil }
    var ahead = lexer
    let nameSpan = ahead.skipName()
    guard let signature = commands[source.substring(nameSpan)] else { return nil }
    var reader = WordReader(lexer: ahead, separators: [])
    reader.closesBlock = !frames.isEmpty
    reader.skipBlanks()
    let isEmptyWord = reader.lexer.position == cursor && cursor > nameSpan.upperBound
    guard isEmptyWord || reader.startsWords(after: nameSpan.upperBound) else { return nil }
    if let start = statementStart(in: signature, reader) {
      // What the command is to run is completed as any statement is.
      lexer.position = start
      return nil
    }
    var words = CommandWordPlace(signature: signature, source: source, cursor: cursor)
    if let context = words.read(&reader) { return memberOrVariable(context) }
    // The command ends before the cursor.
    lexer.position = reader.lexer.position
    isStatementStart = false
    return nil
  }

  /// Where the statement starts that a command takes, when the cursor is in it.
  private func statementStart(in signature: CommandSignature, _ reader: WordReader) -> Int? {
    var reader = reader
    var words = CommandWordArguments(signature: signature, source: source)
    while !reader.isAtEnd || reader.lexer.position == cursor {
      if words.expectsStatement(at: reader) { return reader.lexer.position }
      guard reader.lexer.position < cursor, (try? words.read(&reader)) != nil, reader.lexer.position < cursor
      else { return nil }
      reader.skipBlanks()
    }
    return nil
  }

  /// A word that is `$name` or `$name$member` names a variable.
  private func memberOrVariable(_ context: CompletionContext) -> CompletionContext {
    guard let place = context.place, !place.isQuoted, place.prefix.contains("$") else { return context }
    var parts = place.prefix.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    let start = cursor - (parts.popLast() ?? "").utf8.count
    let path = Array(parts.dropFirst())
    if path.isEmpty { return .variable(locals: locals, orCommands: false, self.place(start, .word)) }
    return .member(names: names(of: path), self.place(start, .word))
  }
}
