import Foundation
import RData
import Testing

/// R prints, we print what we read of the same value.
@Suite("Printing as R prints", .enabled(if: RScript.exists))
struct PrintTests {
  @Test("numbers", arguments: [80, 40])
  func numbers(width: Int) throws { try compare(PrintTable.numbers, width: width) }

  @Test("strings, lists, matrices, data frames and classes", arguments: [80, 50])
  func others(width: Int) throws { try compare(PrintTable.others, width: width) }

  @Test("calls and functions")
  func language() throws { try compare(PrintTable.language, width: 80) }

  private func compare(_ expressions: [String], width: Int) throws {
    try RScript.withFolder { folder in
      let table = expressions.map(RScript.literal).joined(separator: ",\n")
      _ = try RScript.run(
        """
        options(width = \(width))
        x <- c(\(table))
        for (i in seq_along(x)) {
          value <- eval(parse(text = x[i])[[1]])
          saveRDS(value, paste0(i, '.rds'), compress = FALSE)
          value <- readRDS(paste0(i, '.rds'))
          writeLines(capture.output(print(value)), paste0(i, '.txt'), useBytes = TRUE)
        }
        """, in: folder)
      for (index, expression) in expressions.enumerated() {
        let bytes = try Data(contentsOf: folder.appending(path: "\(index + 1).rds")).octets
        let expected = try String(contentsOf: folder.appending(path: "\(index + 1).txt"), encoding: .utf8)
        // Addresses differ from run to run.
        let comparable = expected.replacing(/<bytecode: 0x[0-9a-f]+>\n/, with: "")
          .replacing(/<environment: 0x[0-9a-f]+>/, with: "<environment>")
        let printed = RPrinter(width: width).string(try RDS.read(bytes))
        #expect(printed == comparable, "\(expression)\n--- R\n\(comparable)--- azp\n\(printed)---")
      }
    }
  }
}
