/// Splits a command line into words as a POSIX shell would, as far as
/// quoting goes: single quotes keep all, double quotes keep all but a
/// backslash before `"`, `\`, `$`, a grave accent or a line break, and a
/// backslash outside quotes keeps the next character. Nothing is expanded.
package enum CommandLineWords {
  /// Why a command line has no words.
  package enum Failure: Error, Equatable, CustomStringConvertible {
    case empty
    case openQuote(Character)
    case zeroByte

    package var description: String {
      switch self {
      case .empty: "The command line is empty; it must name a program."
      case .openQuote(let quote): "The command line has a \(quote) without a partner; close the quotation."
      case .zeroByte: "The command line contains a zero byte, which no program can be given."
      }
    }
  }

  /// - Throws: ``Failure``, also for a line without any word.
  package static func split(_ line: String) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var scalars = line.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case "\0": throw .zeroByte
      case " ", "\t", "\n", "\r":
        if let complete = word { words.append(complete) }
        word = nil
      case "'": word = try (word ?? "") + singleQuoted(&scalars)
      case "\"": word = try (word ?? "") + doubleQuoted(&scalars)
      case "\\":
        // A line break after a backslash is no character at all.
        switch scalars.next() {
        case "\n": break
        case let next?: word = appending(next, to: word)
        case nil: word = appending("\\", to: word)
        }
      default: word = appending(scalar, to: word)
      }
    }
    if let word { words.append(word) }
    guard !words.isEmpty else { throw .empty }
    return words
  }

  private static func appending(_ scalar: Unicode.Scalar, to word: String?) -> String {
    var word = word ?? ""
    word.unicodeScalars.append(scalar)
    return word
  }

  private static func singleQuoted(_ scalars: inout String.UnicodeScalarView.Iterator) throws(Failure) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = scalars.next() {
      if scalar == "'" { return String(text) }
      text.append(scalar)
    }
    throw .openQuote("'")
  }

  private static func doubleQuoted(_ scalars: inout String.UnicodeScalarView.Iterator) throws(Failure) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = scalars.next() {
      if scalar == "\"" { return String(text) }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard let next = scalars.next() else { break }
      if next == "\n" { continue }
      if !["\"", "\\", "$", "`"].contains(next) { text.append("\\") }
      text.append(next)
    }
    throw .openQuote("\"")
  }
}
