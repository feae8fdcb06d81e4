import RData
import SessionLanguage
import Testing

@Suite("Values are those of R", .enabled(if: RealR.isThere))
struct RComparisonTests {
  @Test("the same value, printed alike, the same warning, or an error, for every expression of the table")
  func sameValues() async throws {
    let report = try await RComparison.compare(RTable.lines, sharesSession: true, mayLeave: false)
    print(
      "\(report.compared) expressions, \(report.compared - report.differences.count) as R evaluates and prints them")
    #expect(report.compared > 600)
    #expect(report.differences.isEmpty, "\(report.differences.joined(separator: "\n"))")
  }

  @Test("every function of R's own packages is read to its end as the body of a loop")
  func wholeOfR() throws {
    let text = try RealR.output(
      of: #"""
        for (p in c("base", "stats", "utils", "methods", "tools")) for (n in ls(asNamespace(p), all.names = TRUE)) {
          f <- get(n, asNamespace(p))
          if (is.function(f) && !is.primitive(f)) cat(deparse(f), "\001", sep = "\n")
        }
        """#)
    let functions = text.split(separator: "\u{1}\n")
    #expect(functions.count > 3_000)
    for function in functions {
      let source = SourceText(name: "R", text: "foreach(i = 1) %do% { \(function) }")
      let program = try Parser.parse(source, commands: RecordingHost.testCommands)
      #expect(program.statements.count == 1)
      #expect(program.statements[0].span.upperBound == source.text.utf8.count)
    }
  }
}
