/// Random sources in R's grammar, without more brackets than chance puts in,
/// so that precedence decides what they mean; the same seed gives the same.
struct RandomSource {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(seed: seed) }

  private static let infix = [
    "+", "-", "*", "/", "^", "**", "%%", "%in%", "%/%", ":", "==", "!=", "<", ">=", "&", "&&", "|", "||", "~", "<-",
    "<<-", "->", "->>", "=", ":=", "|>", "?",
  ]
  private static let prefix = ["-", "+", "!", "~", "?", "- -", "!!"]
  private static let atoms = [
    "x", "y", ".z", "a.b", "`a b`", "1", "2L", "0x1F", "1e3", ".5", "2i", "'s'", "\"t\\n\"", "r\"(u)\"", "TRUE", "NULL",
    "NA_integer_", "Inf", "...", "..1", "é",
  ]
  private static let pieces =
    infix + prefix + atoms + [
      "(", ")", "[", "]", "[[", "]]", "{", "}", ",", ";", "$", "@", "::", "if (a)", "else", "for (i in x)", "while (b)",
      "repeat", "function(p)", "\\(p)", "break", "next", "f(", "\n", "# c\n", "_", "p =",
    ]

  private mutating func one(of words: [String]) -> String {
    words.randomElement(using: &generator) ?? ""
  }

  private mutating func chance(_ number: Int) -> Bool { Int.random(in: 0..<number, using: &generator) == 0 }

  /// A source that mostly parses.
  mutating func expression(_ depth: Int = 4) -> String {
    guard depth > 0, !chance(6) else { return one(of: Self.atoms) }
    func inner() -> String { expression(depth - 1) }
    switch Int.random(in: 0..<20, using: &generator) {
    case 0...8:
      let blank = chance(8) ? "\n " : " "
      return "\(inner()) \(one(of: Self.infix))\(blank)\(inner())"
    case 9, 10: return one(of: Self.prefix) + (chance(3) ? " " : "") + inner()
    case 11: return "f(\(inner()), p = \(inner()))"
    case 12: return chance(2) ? "\(inner())[\(inner()), ]" : "x[[\(inner())]]"
    case 13: return "\(inner())\(one(of: ["$", "@"]))m"
    case 14: return "(\(inner()))"
    case 15: return "{\(inner())\(one(of: ["\n", "; "]))\(inner())}"
    case 16: return "if (\(inner())) \(inner())" + (chance(2) ? " else \(inner())" : "")
    case 17: return one(of: ["function(p, q = 1) ", "\\(p) "]) + inner()
    case 18: return one(of: ["for (i in x) ", "while (x) ", "repeat "]) + inner()
    default: return "\(inner()) |> g(\(inner()))"
    }
  }

  /// A source that mostly does not.
  mutating func soup() -> String {
    let count = Int.random(in: 1...8, using: &generator)
    return (0..<count).map { _ in one(of: Self.pieces) }.joined(separator: " ")
  }
}
