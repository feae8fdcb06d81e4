/// How a word has to be written to mean itself where it is inserted.
package enum InsertionStyle: Sendable, Hashable {
  /// A word of command style: bare, between quotes when it has blanks.
  case word
  /// A name in an expression: between backticks when it must be.
  case name
  /// A string in an expression: always between quotes.
  case expression
  /// The inside of a string that is open; its quote is not closed here.
  case string(Character)

  /// The text to insert for a word.
  package func written(_ word: String) -> String {
    switch self {
    case .word:
      let isPlain = word.unicodeScalars.allSatisfy { scalar in
        !scalar.properties.isWhitespace && !"\"'`;#,$\\(){}=".unicodeScalars.contains(scalar)
      }
      return isPlain && !word.isEmpty ? word : Self.quoted(word, by: "\"")
    case .name: return RQuoting.name(word)
    case .expression: return Self.quoted(word, by: "\"")
    case .string(let quote): return Self.escaped(word, for: quote)
    }
  }

  private static func quoted(_ word: String, by quote: Character) -> String {
    "\(quote)\(escaped(word, for: quote))\(quote)"
  }

  private static func escaped(_ word: String, for quote: Character) -> String {
    word.reduce(into: "") { text, character in
      switch character {
      case quote, "\\": text += "\\\(character)"
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
  }
}
