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

  @Test("random vectors, matrices and data frames", arguments: [1, 2, 3])
  func random(seed: Int) throws {
    try RScript.withFolder { folder in
      _ = try RScript.run(
        """
        set.seed(\(seed))
        number <- function(n) switch(sample(6, 1), rnorm(n), round(rnorm(n) * 10^sample(-3:8, 1), sample(0:4, 1)),
          rnorm(n) * 10^sample(-20:20, n, TRUE), signif(rnorm(n) * 10^sample(-3:6, 1), sample(1:9, 1)), sample(c(NA, Inf, 0, 1.5, 1e5), n, TRUE),
          as.numeric(sample(1e6, n)) / sample(c(1, 8, 10, 1000), 1))
        word <- function(n) replicate(n, paste(sample(c(letters, 'é', '日', ' ', '"'), sample(1:9, 1), TRUE), collapse = ''))
        vector <- function(n) switch(sample(6, 1), number(n), number(n), sample(c(NA, 1:1000), n, TRUE), sample(c(TRUE, FALSE, NA), n, TRUE),
          sample(c(NA, word(n)), n, TRUE), factor(sample(word(3), n, TRUE)))
        value <- function(depth) switch(sample(if (depth < 3) 6 else 3, 1), number(sample(30, 1)), vector(sample(20, 1)),
          setNames(number(5), word(5)), matrix(number(12), 3, dimnames = if (runif(1) < .5) list(word(3), word(4))),
          data.frame(a = vector(4), b = number(4), c = word(4)), setNames(lapply(1:3, function(i) value(depth + 1)), if (runif(1) < .5) word(3)))
        values <- lapply(1:1500, function(i) value(1))
        texts <- lapply(values, function(v) paste0(capture.output(print(v)), '\\n', collapse = ''))
        strings <- lapply(values, function(v) if (is.double(v)) as.character(v) else character(0))
        saveRDS(list(values = values, texts = texts, strings = strings), 'x.rds')
        """, in: folder)
      let corpus = try RDS.read(Data(contentsOf: folder.appending(path: "x.rds")).octets)
      guard case .list(let values)? = corpus.element("values")?.storage,
        case .list(let texts)? = corpus.element("texts")?.storage,
        case .list(let strings)? = corpus.element("strings")?.storage
      else {
        Issue.record("R wrote no lists.")
        return
      }
      for (index, value) in values.enumerated() {
        let expected = texts[index].asString ?? ""
        let printed = RPrinter().string(value)
        #expect(printed == expected, "\n--- R\n\(expected)--- azp\n\(printed)---")
        if case .double(let numbers) = value.storage, case .character(let expected) = strings[index].storage {
          #expect(numbers.map { RNumber.asCharacter($0) } == expected.map { $0 ?? "NA" })
        }
      }
    }
  }

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
