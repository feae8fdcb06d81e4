import SessionLanguage
import Testing

@Suite("The grammar is R's", .enabled(if: RealR.isThere))
struct GrammarComparisonTests {
  @Test("each form of source has the tree that R's parser gives it")
  func table() throws {
    let sources = GrammarCases.singleLines + GrammarCases.severalLines
    let expected = try SyntaxTreeText.inR(sources)
    try #require(expected.count == sources.count + 1)
    for (source, wanted) in zip(sources, expected) {
      let tree = SyntaxTreeText.here(source)
      if GrammarCases.onlyHere.contains(source) {
        #expect(wanted == "ERROR" && tree != "ERROR", "\(source)")
      } else if GrammarCases.onlyInR.contains(source) {
        #expect(wanted != "ERROR" && tree == "ERROR", "\(source)")
      } else {
        #expect(tree == wanted, "\(source)")
      }
    }
  }

  @Test("random sources have the tree that R's parser gives them", arguments: [1, 2, 3] as [UInt64])
  func random(seed: UInt64) throws {
    var generator = RandomSource(seed: seed)
    // In a function whatever may be assigned to is R's to judge.
    let sources = (0..<600).map { number in
      "function() {\n\(number % 3 == 2 ? generator.soup() : generator.expression())\n}"
    }
    let expected = try SyntaxTreeText.inR(sources)
    try #require(expected.count == sources.count + 1)
    var differences: [String] = []
    for (source, wanted) in zip(sources, expected) {
      let tree = SyntaxTreeText.here(source)
      if tree != wanted { differences.append("\(source)\n  here: \(tree)\n  in R: \(wanted)") }
    }
    #expect(differences == [])
    #expect(expected.count { $0 != "ERROR" } > 200)
  }
}
