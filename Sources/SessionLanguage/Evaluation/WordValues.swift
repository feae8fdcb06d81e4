import RData
import Wording

/// Makes values of the bare words of a command.
struct WordValues {
  /// Those that `$name` may insert.
  let variables: [String: RValue]
  let source: SourceText

  /// - Throws: a ``Diagnostic`` for a `$name` without a variable, a value that
  ///   cannot be put into a word, or a word that is no number or truth value
  ///   where one is wanted.
  func value(of words: [Word], as kind: Parameter.Kind) throws(Diagnostic) -> RValue {
    if words.count == 1, case .variable(let path)? = words[0].parts.first, words[0].parts.count == 1 {
      let value = try variable(path, words[0])
      // A number is an id as well as any; a list is the command's to judge.
      switch kind {
      case .text, .path, .jobID, .taskID, .poolID, .container, .package, .command, .choice,
        .statement:
        if value.rank < .list, !value.isNull, !value.isObject, let texts = value.texts {
          return RValue(.character(texts))
        }
      case .flag, .number, .numberOr, .value: break
      }
      return value
    }
    if words.count == 1, !words[0].isQuoted {
      let text = try self.texts(of: words[0]).joined()
      if text == "NULL" { return .null }
      switch kind {
      case .flag:
        if let flag = Self.flag(text) { return .flag(flag) }
        throw Diagnostic("`\(text)` is neither TRUE nor FALSE", at: words[0].span, in: source)
      case .number:
        if let number = RValue.number(text), !number.isNaN { return .number(number) }
        throw Diagnostic("`\(text)` is no number", at: words[0].span, in: source)
      case .numberOr(let other):
        if let number = RValue.number(text), !number.isNaN { return .number(number) }
        if text != other {
          throw Diagnostic("`\(text)` is neither a number nor `\(other)`", at: words[0].span, in: source)
        }
      case .value:
        if text == "TRUE" || text == "FALSE" { return .flag(text == "TRUE") }
        if let number = RValue.number(text), !number.isNaN { return .number(number) }
      case .text, .path, .jobID, .taskID, .poolID, .container, .package, .command, .choice,
        .statement:
        break
      }
    }
    var all: [String] = []
    for word in words { all += try texts(of: word) }
    return .strings(all)
  }

  private static func flag(_ text: String) -> Bool? {
    switch text {
    case "yes", "on": true
    case "no", "off": false
    default: RValue.truth(text)
    }
  }

  /// One text, or several when the word is a variable that holds several.
  private func texts(of word: Word) throws(Diagnostic) -> [String] {
    if case .variable(let path)? = word.parts.first, word.parts.count == 1 {
      return try strings(path, word)
    }
    var text = ""
    for part in word.parts {
      switch part {
      case .text(let literal): text += literal
      case .variable(let path):
        let values = try strings(path, word)
        guard values.count == 1 else {
          throw Diagnostic("`$\(path.joined(separator: "$"))` must hold one value here", at: word.span, in: source)
        }
        text += values[0]
      }
    }
    return [text]
  }

  private func strings(_ path: [String], _ word: Word) throws(Diagnostic) -> [String] {
    guard let texts = try variable(path, word).texts else {
      throw Diagnostic(
        "`$\(path.joined(separator: "$"))` holds nothing that can be written as words", at: word.span, in: source)
    }
    return texts.map { $0 ?? "NA" }
  }

  private func variable(_ path: [String], _ word: Word) throws(Diagnostic) -> RValue {
    let last = path[0] == Interpreter.lastWord ? variables[Interpreter.lastValue] : nil
    guard var value = variables[path[0]] ?? last else {
      throw Diagnostic(
        "there is no variable `\(path[0])`", at: word.span, in: source,
        suggestion: EditDistance.suggestion(for: path[0], among: variables.keys))
    }
    for name in path.dropFirst() {
      guard let member = value.element(name) else {
        throw Diagnostic("`$\(path.joined(separator: "$"))` does not exist", at: word.span, in: source)
      }
      value = member
    }
    return value
  }
}
